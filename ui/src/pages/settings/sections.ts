import { lazy } from 'react';
import type { copy } from '../../copy';
import type { Role } from '../../state/useMay';

export type Section = keyof typeof copy.settings.sections;

/** Sections of one app get its id; the others stand for themselves. */
export const appSections = {
  apps: lazy(() => import('./AppSettings')),
  environments: lazy(() => import('./Environments')),
  'client-ids': lazy(() => import('./ClientIds')),
  'ingest-tokens': lazy(() => import('./IngestTokens')),
  'sdk-settings': lazy(() => import('./SdkSettings')),
  ingestion: lazy(() => import('./Ingestion')),
};
export type AppSection = keyof typeof appSections;

export const sections = {
  retention: lazy(() => import('./Retention')),
  members: lazy(() => import('./Members')),
  'sign-in': lazy(() => import('./SignInPolicy')),
  audit: lazy(() => import('./Audit')),
  profile: lazy(() => import('./Profile')),
  security: lazy(() => import('./Security')),
  tokens: lazy(() => import('./Tokens')),
};

/** The least roles that see a section and change what is in it; as the server's policies say. */
export const RIGHTS: Record<Section, { read: Role; change: Role }> = {
  apps: { read: 'viewer', change: 'admin' },
  environments: { read: 'viewer', change: 'admin' },
  // Whoever sees client ids copies them; rotating them is locked on the page itself.
  'client-ids': { read: 'editor', change: 'editor' },
  'ingest-tokens': { read: 'editor', change: 'editor' },
  'sdk-settings': { read: 'viewer', change: 'admin' },
  ingestion: { read: 'viewer', change: 'viewer' },
  retention: { read: 'viewer', change: 'admin' },
  members: { read: 'viewer', change: 'admin' },
  'sign-in': { read: 'viewer', change: 'admin' },
  audit: { read: 'admin', change: 'admin' },
  profile: { read: 'viewer', change: 'viewer' },
  security: { read: 'viewer', change: 'viewer' },
  tokens: { read: 'viewer', change: 'viewer' },
};

type Group = { key: keyof typeof copy.settings.groups; sections: Section[] };

export const GROUPS: readonly Group[] = [
  {
    key: 'app',
    sections: ['apps', 'environments', 'client-ids', 'ingest-tokens', 'sdk-settings', 'ingestion'],
  },
  { key: 'workspace', sections: ['retention', 'members', 'sign-in', 'audit'] },
  { key: 'you', sections: ['profile', 'security', 'tokens'] },
];
