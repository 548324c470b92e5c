-- Whether a key that another system issued is here already is asked for each that is imported.
CREATE INDEX api_key_secret_hash ON api_key_secret (hash);
