import { IconBroadcast } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const status: Page = {
  routes: [
    { path: 'status', component: lazy(() => import('./StatusPages')) },
    { path: 'status/$id', component: lazy(() => import('./StatusPage')) },
  ],
  nav: { group: 'watch', label: copy.nav.status, icon: IconBroadcast, key: 's' },
};
