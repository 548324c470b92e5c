-- Names for addresses of the dashboard, and links that show a part of an app to anyone who has them.

CREATE TABLE saved_view (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number),
  member_id VARCHAR(36) REFERENCES member (id) ON DELETE CASCADE,
  page VARCHAR(32) NOT NULL,
  name VARCHAR(64) NOT NULL,
  query VARCHAR(4000) NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX saved_view_app ON saved_view (app);

CREATE TABLE share_link (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number),
  name VARCHAR(64) NOT NULL,
  prefix VARCHAR(16) NOT NULL,
  secret_hash VARCHAR(64) NOT NULL UNIQUE,
  environment VARCHAR(64) NOT NULL,
  filter VARCHAR(2000) NOT NULL,
  from_minute BIGINT,
  to_minute BIGINT,
  reach_minutes BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE INDEX share_link_app ON share_link (app);
