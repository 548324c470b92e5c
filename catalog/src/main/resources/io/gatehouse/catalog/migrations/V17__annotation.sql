-- What people or scripts noted about a moment, such as a release. An empty environment means all.
CREATE TABLE annotation (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  environment VARCHAR(64) NOT NULL,
  text VARCHAR(120) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL
);

CREATE INDEX annotation_app ON annotation (app, at);

-- When this server ran and looked; between two rows nobody watched.
CREATE TABLE watch_time (
  started_at BIGINT PRIMARY KEY,
  ended_at BIGINT NOT NULL
);

-- What is promised of an app: a share of requests over a window. The specification is JSON.
CREATE TABLE slo (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  name VARCHAR(128) NOT NULL,
  spec VARCHAR(8000) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE INDEX slo_app ON slo (app);
