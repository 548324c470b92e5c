-- The second spelling of an ingest key: SDKs that check its form take only apt_ and 24 characters.

ALTER TABLE ingest_token ADD COLUMN write_hash VARCHAR(64);
