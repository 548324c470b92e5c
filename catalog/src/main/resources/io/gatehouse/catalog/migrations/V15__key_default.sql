-- Rate limits that hold for all keys of a consumer, or of a consumer group, together. One a line.

CREATE TABLE key_default (
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  level VARCHAR(16) NOT NULL,
  name VARCHAR(128) NOT NULL,
  limits VARCHAR(2000) NOT NULL,
  PRIMARY KEY (app, level, name)
);
