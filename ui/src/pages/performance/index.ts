import { IconBolt } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const performance: Page = {
  routes: [{ path: 'performance', component: lazy(() => import('./Performance')) }],
  nav: { group: 'observe', label: copy.pages.performance.title, icon: IconBolt, key: 'p' },
};
