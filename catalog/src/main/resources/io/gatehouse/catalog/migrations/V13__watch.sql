-- What is watched, what came of it, and who is told. Specifications are JSON; lists are texts with
-- one entry a line. Sealed texts are encrypted with a key that is not in here.

CREATE TABLE monitor (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  kind VARCHAR(16) NOT NULL,
  name VARCHAR(64) NOT NULL,
  group_name VARCHAR(64) NOT NULL,
  spec VARCHAR(20000) NOT NULL,
  sealed VARCHAR(20000) NOT NULL,
  interval_seconds INTEGER NOT NULL,
  retries INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  push_hash VARCHAR(64) UNIQUE,
  state VARCHAR(16) NOT NULL,
  state_since BIGINT NOT NULL,
  cause VARCHAR(500) NOT NULL,
  certificate_until BIGINT NOT NULL,
  last_signal_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL
);

CREATE INDEX monitor_app ON monitor (app);

-- Checks of an hour: the figures, and each check by itself for as long as those are kept.
CREATE TABLE monitor_hour (
  monitor VARCHAR(36) NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
  hour BIGINT NOT NULL,
  up INTEGER NOT NULL,
  down INTEGER NOT NULL,
  maintained INTEGER NOT NULL,
  latency_micros BIGINT NOT NULL,
  checks BLOB,
  PRIMARY KEY (monitor, hour)
);

CREATE INDEX monitor_hour_hour ON monitor_hour (hour);

CREATE TABLE monitor_incident (
  id VARCHAR(36) PRIMARY KEY,
  monitor VARCHAR(36) NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
  app INTEGER NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  cause VARCHAR(500) NOT NULL
);

CREATE INDEX monitor_incident_monitor ON monitor_incident (monitor, started_at);

CREATE INDEX monitor_incident_app ON monitor_incident (app, started_at);

-- Times in which nobody is told: planned work and silences.
CREATE TABLE quiet_time (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  kind VARCHAR(16) NOT NULL,
  name VARCHAR(128) NOT NULL,
  targets VARCHAR(8000) NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  repeats VARCHAR(8) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL
);

CREATE INDEX quiet_time_app ON quiet_time (app);

CREATE TABLE channel (
  id VARCHAR(36) PRIMARY KEY,
  workspace INTEGER NOT NULL,
  kind VARCHAR(16) NOT NULL,
  name VARCHAR(64) NOT NULL,
  config VARCHAR(8000) NOT NULL,
  sealed VARCHAR(8000) NOT NULL,
  enabled INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL
);

CREATE TABLE alert_rule (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  name VARCHAR(128) NOT NULL,
  severity VARCHAR(16) NOT NULL,
  enabled INTEGER NOT NULL,
  spec VARCHAR(8000) NOT NULL,
  channels VARCHAR(4000) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE INDEX alert_rule_app ON alert_rule (app);

-- Where each rule stands, for each thing it looks at.
CREATE TABLE alert_state (
  rule VARCHAR(36) NOT NULL REFERENCES alert_rule (id) ON DELETE CASCADE,
  subject VARCHAR(300) NOT NULL,
  state VARCHAR(16) NOT NULL,
  since BIGINT NOT NULL,
  evaluated_at BIGINT NOT NULL,
  value DOUBLE PRECISION,
  alert VARCHAR(36),
  PRIMARY KEY (rule, subject)
);

CREATE TABLE alert (
  id VARCHAR(36) PRIMARY KEY,
  rule VARCHAR(36) NOT NULL REFERENCES alert_rule (id) ON DELETE CASCADE,
  app INTEGER NOT NULL,
  incident VARCHAR(36) NOT NULL,
  subject VARCHAR(300) NOT NULL,
  label VARCHAR(300) NOT NULL,
  severity VARCHAR(16) NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  value DOUBLE PRECISION,
  peak DOUBLE PRECISION,
  silenced INTEGER NOT NULL,
  detail VARCHAR(1000) NOT NULL,
  acknowledged_at BIGINT NOT NULL,
  acknowledged_by VARCHAR(254) NOT NULL,
  note VARCHAR(500) NOT NULL
);

CREATE INDEX alert_app ON alert (app, started_at);

CREATE INDEX alert_rule_started ON alert (rule, started_at);

-- Messages that are to be delivered; written with the transition that they tell.
CREATE TABLE outbox (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL,
  channel VARCHAR(36) NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
  incident VARCHAR(36) NOT NULL,
  items VARCHAR(100000) NOT NULL,
  state VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  finished_at BIGINT NOT NULL,
  answer VARCHAR(500) NOT NULL
);

CREATE INDEX outbox_next ON outbox (state, next_at);

CREATE INDEX outbox_incident ON outbox (incident);
