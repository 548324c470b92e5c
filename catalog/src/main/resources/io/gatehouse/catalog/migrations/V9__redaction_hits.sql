-- How often rules hid something, by hour, and passwords of share links.

CREATE TABLE redaction_hit (
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  target VARCHAR(16) NOT NULL,
  path VARCHAR(256) NOT NULL,
  endpoint VARCHAR(2048) NOT NULL,
  hour BIGINT NOT NULL,
  hits BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  PRIMARY KEY (app, target, path, endpoint, hour)
);

ALTER TABLE share_link ADD COLUMN password_hash VARCHAR(256);
