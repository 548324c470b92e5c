import { lazy } from 'react';
import type { copy } from '../../copy';

export type Section = keyof typeof copy.settings.sections;

/** Sections of one app get its id; the others stand for themselves. */
export const appSections = {
  apps: lazy(() => import('./AppSettings')),
  environments: lazy(() => import('./Environments')),
  'client-ids': lazy(() => import('./ClientIds')),
  ingestion: lazy(() => import('./Ingestion')),
};
export type AppSection = keyof typeof appSections;

export const sections = {
  retention: lazy(() => import('./Retention')),
  members: lazy(() => import('./Members')),
  audit: lazy(() => import('./Audit')),
  profile: lazy(() => import('./Profile')),
  tokens: lazy(() => import('./Tokens')),
};

type Group = { key: keyof typeof copy.settings.groups; sections: Section[] };

export const GROUPS: readonly Group[] = [
  { key: 'app', sections: ['apps', 'environments', 'client-ids', 'ingestion'] },
  { key: 'workspace', sections: ['retention', 'members', 'audit'] },
  { key: 'you', sections: ['profile', 'tokens'] },
];
