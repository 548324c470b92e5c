-- Who is sent a report of an app each week or month. An empty environment means all.
CREATE TABLE report (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  email VARCHAR(254) NOT NULL,
  every VARCHAR(8) NOT NULL,
  zone VARCHAR(64) NOT NULL,
  environment VARCHAR(64) NOT NULL,
  active INTEGER NOT NULL,
  next_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  sent_at BIGINT NOT NULL,
  answer VARCHAR(500) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  UNIQUE (app, email, every, environment)
);

CREATE INDEX report_next ON report (active, next_at);
