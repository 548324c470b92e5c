import { IconHeartbeat } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const uptime: Page = {
  routes: [
    { path: 'uptime', component: lazy(() => import('./Uptime')) },
    { path: 'uptime/$id', component: lazy(() => import('./MonitorDetail')) },
  ],
  nav: { group: 'watch', label: copy.nav.uptime, icon: IconHeartbeat, key: 'm' },
};
