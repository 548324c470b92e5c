-- SQL that SQLite and PostgreSQL both take. Times are epoch milliseconds, flags 0 or 1.

CREATE TABLE workspace (
  id BIGINT PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE member (
  id VARCHAR(36) PRIMARY KEY,
  workspace_id BIGINT NOT NULL REFERENCES workspace (id),
  name VARCHAR(64) NOT NULL,
  email VARCHAR(254) NOT NULL UNIQUE,
  password_hash VARCHAR(255),
  role VARCHAR(16) NOT NULL,
  sees_bodies INTEGER NOT NULL,
  disabled INTEGER NOT NULL,
  theme VARCHAR(8) NOT NULL,
  density VARCHAR(16) NOT NULL,
  time_zone VARCHAR(64) NOT NULL,
  locale VARCHAR(35) NOT NULL,
  shortcuts INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT
);

CREATE TABLE session (
  id VARCHAR(36) PRIMARY KEY,
  secret_hash VARCHAR(64) NOT NULL UNIQUE,
  member_id VARCHAR(36) NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  address VARCHAR(64) NOT NULL,
  user_agent VARCHAR(256) NOT NULL
);

CREATE TABLE api_token (
  id VARCHAR(36) PRIMARY KEY,
  member_id VARCHAR(36) NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  name VARCHAR(64) NOT NULL,
  prefix VARCHAR(16) NOT NULL,
  secret_hash VARCHAR(64) NOT NULL UNIQUE,
  role VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  last_used_at BIGINT
);

CREATE TABLE setup_token (
  secret_hash VARCHAR(64) PRIMARY KEY,
  expires_at BIGINT NOT NULL
);

CREATE TABLE sign_in_failure (
  subject VARCHAR(300) PRIMARY KEY,
  failures INTEGER NOT NULL,
  first_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL
);

CREATE TABLE app (
  number INTEGER PRIMARY KEY,
  workspace_id BIGINT NOT NULL REFERENCES workspace (id),
  id VARCHAR(64) NOT NULL UNIQUE,
  name VARCHAR(64) NOT NULL,
  apdex_ms INTEGER NOT NULL,
  color VARCHAR(7) NOT NULL,
  paused INTEGER NOT NULL,
  demo INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  deleted INTEGER NOT NULL
);

CREATE TABLE client_id (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number),
  client_id VARCHAR(36) NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at BIGINT
);

CREATE TABLE environment (
  app INTEGER NOT NULL REFERENCES app (number),
  name VARCHAR(32) NOT NULL,
  display_name VARCHAR(32) NOT NULL,
  hidden INTEGER NOT NULL,
  first_seen_at BIGINT NOT NULL,
  PRIMARY KEY (app, name)
);

CREATE TABLE consumer_group (
  app INTEGER NOT NULL REFERENCES app (number),
  name VARCHAR(64) NOT NULL,
  PRIMARY KEY (app, name)
);

-- Only consumers that have a name, a group or a pin; the others exist in the store alone.
CREATE TABLE consumer (
  app INTEGER NOT NULL REFERENCES app (number),
  identifier VARCHAR(128) NOT NULL,
  name VARCHAR(64),
  group_name VARCHAR(64),
  name_pinned INTEGER NOT NULL,
  group_pinned INTEGER NOT NULL,
  PRIMARY KEY (app, identifier)
);

CREATE TABLE endpoint_setting (
  app INTEGER NOT NULL REFERENCES app (number),
  method VARCHAR(16) NOT NULL,
  route VARCHAR(2048) NOT NULL,
  apdex_ms INTEGER NOT NULL,
  PRIMARY KEY (app, method, route)
);

CREATE TABLE setting (
  name VARCHAR(64) PRIMARY KEY,
  setting_value VARCHAR(4000) NOT NULL
);

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  actor VARCHAR(254) NOT NULL,
  action VARCHAR(64) NOT NULL,
  target VARCHAR(300) NOT NULL,
  detail VARCHAR(8000) NOT NULL,
  address VARCHAR(64) NOT NULL,
  hash VARCHAR(64) NOT NULL
);
