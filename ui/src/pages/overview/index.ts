import { IconLayoutDashboard } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const overview: Page = {
  routes: [{ path: 'overview', component: lazy(() => import('./Overview')) }],
  nav: { group: 'observe', label: copy.nav.overview, icon: IconLayoutDashboard, key: 'o' },
};
