import { IconUsers } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const consumers: Page = {
  routes: [
    { path: 'consumers', component: lazy(() => import('./Consumers')) },
    { path: 'consumers/$id', component: lazy(() => import('./ConsumerDetail')) },
    { path: 'groups/$id', component: lazy(() => import('./GroupDetail')) },
  ],
  nav: { group: 'observe', label: copy.pages.consumers.title, icon: IconUsers, key: 'c' },
};
