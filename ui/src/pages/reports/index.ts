import { IconReport } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const reports: Page = {
  routes: [{ path: 'reports', component: lazy(() => import('./Reports')) }],
  nav: { group: 'watch', label: copy.nav.reports, icon: IconReport, key: 'w' },
};
