import { IconListDetails } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const requests: Page = {
  routes: [
    { path: 'requests', component: lazy(() => import('./Requests')) },
    { path: 'requests/$id', component: lazy(() => import('./RequestPage')) },
  ],
  nav: { group: 'observe', label: copy.pages.requests.title, icon: IconListDetails, key: 'r' },
};
