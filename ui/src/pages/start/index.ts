import { lazy } from 'react';
import type { Page } from '../page';

export const start: Page = {
  routes: [{ path: 'start', component: lazy(() => import('./Start')) }],
};
