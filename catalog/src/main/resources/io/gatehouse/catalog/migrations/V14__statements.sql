-- Statements of usage. What was stated is never changed: who takes something back writes an entry
-- against it. Each entry is a text, its SHA-256, and the sums of its lines.

CREATE TABLE statement (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  consumer VARCHAR(128) NOT NULL,
  month VARCHAR(7) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  from_minute BIGINT NOT NULL,
  to_minute BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX statement_month ON statement (app, month);

CREATE INDEX statement_consumer ON statement (app, consumer);

CREATE TABLE statement_entry (
  statement VARCHAR(36) NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  content TEXT NOT NULL,
  sha256 VARCHAR(64) NOT NULL,
  calls BIGINT NOT NULL,
  billable BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  server_errors BIGINT NOT NULL,
  rate_limited BIGINT NOT NULL,
  request_bytes BIGINT NOT NULL,
  response_bytes BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  PRIMARY KEY (statement, number)
);

CREATE TRIGGER statement_entry_stays BEFORE UPDATE ON statement_entry
BEGIN
  SELECT RAISE(ABORT, 'an entry of a statement is never changed');
END;
