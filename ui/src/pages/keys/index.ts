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
    { path: 'usage/$', component: lazy(() => import('./UsagePart')) },
  ],
  nav: { group: 'manage', label: copy.nav.usage, icon: IconReceipt, key: 'u' },
};
