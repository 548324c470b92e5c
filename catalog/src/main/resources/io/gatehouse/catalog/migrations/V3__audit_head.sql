-- Where the audit trail ends. One row, changed with every entry: entries that are cut off are missed.

CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY,
  entries BIGINT NOT NULL,
  hash VARCHAR(64) NOT NULL
);

INSERT INTO audit_head (id, entries, hash)
  SELECT 1, count(*), coalesce(
    (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
  FROM audit;
