-- What the public is told: pages of components, incidents and planned maintenance written by people.

CREATE TABLE status_page (
  id VARCHAR(36) PRIMARY KEY,
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  slug VARCHAR(64) NOT NULL UNIQUE,
  title VARCHAR(64) NOT NULL,
  about VARCHAR(500) NOT NULL,
  color VARCHAR(7) NOT NULL,
  published INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE INDEX status_page_app ON status_page (app);

-- A monitor under its public name.
CREATE TABLE status_component (
  id VARCHAR(16) PRIMARY KEY,
  page VARCHAR(36) NOT NULL REFERENCES status_page (id) ON DELETE CASCADE,
  monitor VARCHAR(36) NOT NULL REFERENCES monitor (id) ON DELETE CASCADE,
  name VARCHAR(64) NOT NULL,
  group_name VARCHAR(64) NOT NULL,
  latency INTEGER NOT NULL,
  place INTEGER NOT NULL
);

CREATE INDEX status_component_page ON status_component (page);

CREATE INDEX status_component_monitor ON status_component (monitor);

-- An incident or planned maintenance; components is a text with one id a line.
CREATE TABLE status_post (
  id VARCHAR(36) PRIMARY KEY,
  page VARCHAR(36) NOT NULL REFERENCES status_page (id) ON DELETE CASCADE,
  kind VARCHAR(16) NOT NULL,
  title VARCHAR(128) NOT NULL,
  impact VARCHAR(16) NOT NULL,
  components VARCHAR(1000) NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  quiet_time VARCHAR(36),
  created_at BIGINT NOT NULL,
  created_by VARCHAR(254) NOT NULL
);

CREATE INDEX status_post_page ON status_post (page, starts_at);

CREATE TABLE status_update (
  id VARCHAR(36) PRIMARY KEY,
  post VARCHAR(36) NOT NULL REFERENCES status_post (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  state VARCHAR(16) NOT NULL,
  text VARCHAR(4000) NOT NULL,
  created_by VARCHAR(254) NOT NULL
);

CREATE INDEX status_update_post ON status_update (post, at);
