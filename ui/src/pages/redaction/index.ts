import { IconEyeOff } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const redaction: Page = {
  routes: [{ path: 'redaction', component: lazy(() => import('./Redaction')) }],
  nav: { group: 'manage', label: copy.nav.redaction, icon: IconEyeOff, key: 'd' },
};
