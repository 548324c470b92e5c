-- Second factors of members, and when and how a session's member last showed who they are.

-- The secret of an authenticator app, encrypted. last_step is the newest time step of which a code
-- was taken: no code counts twice. Without confirmed_at it is being set up.
CREATE TABLE totp (
  member_id VARCHAR(36) PRIMARY KEY REFERENCES member (id) ON DELETE CASCADE,
  sealed VARCHAR(512) NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  last_step BIGINT NOT NULL
);

CREATE TABLE recovery_code (
  member_id VARCHAR(36) NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  code_hash VARCHAR(64) NOT NULL,
  PRIMARY KEY (member_id, code_hash)
);

-- The public key as its DER encoding in base64url. rp_id is the host it was made for.
CREATE TABLE passkey (
  id VARCHAR(36) PRIMARY KEY,
  member_id VARCHAR(36) NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  credential VARCHAR(1400) NOT NULL UNIQUE,
  public_key VARCHAR(1400) NOT NULL,
  algorithm INTEGER NOT NULL,
  rp_id VARCHAR(253) NOT NULL,
  counter BIGINT NOT NULL,
  name VARCHAR(64) NOT NULL,
  synced INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);

CREATE INDEX passkey_member ON passkey (member_id);

ALTER TABLE session ADD COLUMN method VARCHAR(64) NOT NULL DEFAULT 'password';

ALTER TABLE session ADD COLUMN proven_at BIGINT NOT NULL DEFAULT 0;

ALTER TABLE workspace ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0;

ALTER TABLE workspace ADD COLUMN passwords VARCHAR(8) NOT NULL DEFAULT 'all';
