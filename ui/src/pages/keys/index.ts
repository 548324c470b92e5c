import { IconKey, IconReceipt } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const keys: Page = {
  routes: [
    { path: 'keys', component: lazy(() => import('./Keys')) },
    { path: 'keys/$id', component: lazy(() => import('./KeyDetail')) },
  ],
  nav: { group: 'manage', label: copy.nav.keys, icon: IconKey, key: 'k' },
};

export const usage: Page = {
  routes: [
    { path: 'usage', component: lazy(() => import('./Usage')) },
    { path: 'usage/query', component: lazy(() => import('../query/Query')) },
    { path: 'usage/statements', component: lazy(() => import('../statements/Statements')) },
    { path: 'usage/statements/$id', component: lazy(() => import('../statements/Statement')) },
  ],
  nav: { group: 'manage', label: copy.nav.usage, icon: IconReceipt, key: 'u' },
};
