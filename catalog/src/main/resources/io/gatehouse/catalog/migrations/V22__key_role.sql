-- Names for sets of scopes, which keys are given as @name. Scopes one a line.

CREATE TABLE key_role (
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  name VARCHAR(32) NOT NULL,
  scopes VARCHAR(8000) NOT NULL,
  PRIMARY KEY (app, name)
);
