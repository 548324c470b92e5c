-- API keys that the services of an app verify, and the hashes of their secrets. Lists are texts with
-- one entry a line.

CREATE TABLE api_key (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  name VARCHAR(64) NOT NULL,
  environment VARCHAR(32) NOT NULL,
  consumer VARCHAR(128) NOT NULL,
  consumer_name VARCHAR(64),
  consumer_group VARCHAR(64),
  scopes VARCHAR(8000) NOT NULL,
  allow VARCHAR(8000) NOT NULL,
  deny VARCHAR(8000) NOT NULL,
  limits VARCHAR(2000) NOT NULL,
  tags VARCHAR(2000) NOT NULL,
  external_id VARCHAR(128),
  state VARCHAR(16) NOT NULL,
  state_reason VARCHAR(256) NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  changed_at BIGINT NOT NULL,
  idempotency_key VARCHAR(128),
  revision BIGINT NOT NULL
);

CREATE INDEX api_key_revision ON api_key (app, revision);

CREATE UNIQUE INDEX api_key_idempotency ON api_key (app, idempotency_key);

CREATE TABLE api_key_secret (
  id VARCHAR(32) PRIMARY KEY,
  api_key VARCHAR(36) NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
  prefix VARCHAR(64) NOT NULL,
  algorithm VARCHAR(16) NOT NULL,
  hash VARCHAR(128) NOT NULL,
  pepper INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  valid_until BIGINT NOT NULL
);

CREATE INDEX api_key_secret_key ON api_key_secret (api_key);

-- How often the keys of an app were changed; services tell up to which change they know them.
CREATE TABLE api_key_change (
  app INTEGER PRIMARY KEY REFERENCES app (number) ON DELETE CASCADE,
  revision BIGINT NOT NULL
);
