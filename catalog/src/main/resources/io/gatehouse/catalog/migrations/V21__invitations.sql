-- Invitations that nobody has taken yet. The link's secret is kept as a hash; one invitation for
-- each e-mail. The id becomes the member's.

CREATE TABLE invitation (
  id VARCHAR(36) PRIMARY KEY,
  workspace_id BIGINT NOT NULL REFERENCES workspace (id),
  email VARCHAR(254) NOT NULL,
  role VARCHAR(16) NOT NULL,
  sees_bodies INTEGER NOT NULL,
  secret_hash VARCHAR(64) NOT NULL UNIQUE,
  invited_by VARCHAR(254) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  mailed_at BIGINT,
  mail_problem VARCHAR(300) NOT NULL,
  UNIQUE (workspace_id, email)
);
