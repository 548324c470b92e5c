import { IconBell } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const alerts: Page = {
  routes: [
    { path: 'alerts', component: lazy(() => import('./Alerts')) },
    { path: 'alerts/$id', component: lazy(() => import('./RuleDetail')) },
    { path: 'slos/$id', component: lazy(() => import('./SloDetail')) },
  ],
  nav: { group: 'watch', label: copy.nav.alerts, icon: IconBell, key: 'a' },
};
