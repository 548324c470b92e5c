-- What services told about the use of API keys: who guesses, and where each key was used first.

CREATE TABLE key_signal (
  app INTEGER NOT NULL REFERENCES app (number) ON DELETE CASCADE,
  kind VARCHAR(16) NOT NULL,
  secret VARCHAR(32) NOT NULL,
  value VARCHAR(200) NOT NULL,
  first_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  calls BIGINT NOT NULL,
  secrets INTEGER NOT NULL,
  PRIMARY KEY (app, kind, secret, value)
);

CREATE INDEX key_signal_last ON key_signal (app, last_at);
