-- Secret credentials of SDKs that speak the native protocol, and what these SDKs are told to do.

CREATE TABLE ingest_token (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number),
  name VARCHAR(64) NOT NULL,
  prefix VARCHAR(16) NOT NULL,
  secret_hash VARCHAR(64) NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at BIGINT
);

CREATE TABLE sdk_setting (
  app INTEGER PRIMARY KEY REFERENCES app (number),
  revision BIGINT NOT NULL,
  body VARCHAR(64000) NOT NULL
);
