-- Consumers that were erased, to erase them again after a restore. Who they were cannot be told
-- from the hash without guessing it.
CREATE TABLE erasure (
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  identifier_sha256 TEXT NOT NULL,
  erased_at BIGINT NOT NULL,
  PRIMARY KEY (app, identifier_sha256)
);
