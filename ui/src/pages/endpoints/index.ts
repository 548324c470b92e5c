import { IconApi } from '@tabler/icons-react';
import { lazy } from 'react';
import { copy } from '../../copy';
import type { Page } from '../page';

export const endpoints: Page = {
  routes: [
    { path: 'endpoints', component: lazy(() => import('./Endpoints')) },
    { path: 'endpoints/$id', component: lazy(() => import('./EndpointDetail')) },
  ],
  nav: { group: 'observe', label: copy.pages.endpoints.title, icon: IconApi, key: 'n' },
};
