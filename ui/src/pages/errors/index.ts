import { IconAlertTriangle } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const errors: Page = {
  routes: [
    { path: 'errors', component: lazy(() => import('./Errors')) },
    { path: 'errors/$id', component: lazy(() => import('./ErrorDetail')) },
  ],
  nav: { group: 'observe', label: copy.pages.errors.title, icon: IconAlertTriangle, key: 'e' },
};
