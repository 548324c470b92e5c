-- OpenID Connect: who else may say who somebody is. The client secret is encrypted; lists have one
-- entry a line. Without a role, whom the provider names needs an invitation.

CREATE TABLE sign_in_provider (
  id VARCHAR(36) PRIMARY KEY,
  workspace_id BIGINT NOT NULL REFERENCES workspace (id),
  name VARCHAR(64) NOT NULL,
  issuer VARCHAR(500) NOT NULL,
  client_id VARCHAR(256) NOT NULL,
  sealed VARCHAR(2000) NOT NULL,
  domains VARCHAR(4000) NOT NULL,
  groups_claim VARCHAR(64) NOT NULL,
  group_names VARCHAR(4000) NOT NULL,
  new_role VARCHAR(16),
  checks_factor INTEGER NOT NULL,
  trusts_email INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (workspace_id, name)
);

-- A member is known by what the provider calls them, never by an e-mail.
CREATE TABLE member_identity (
  id VARCHAR(36) PRIMARY KEY,
  issuer VARCHAR(500) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  member_id VARCHAR(36) NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  email VARCHAR(254) NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  UNIQUE (issuer, subject)
);

CREATE INDEX member_identity_member ON member_identity (member_id);
