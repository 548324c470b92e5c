import { IconChartBar } from '@tabler/icons-react';
import { copy } from '../../copy';
import type { Page } from '../page';
import { Traffic } from './Traffic';

// In the first load, not a chunk of its own: it is the page people open.
export const traffic: Page = {
  routes: [{ path: 'traffic', component: Traffic }],
  nav: { group: 'observe', label: copy.pages.traffic.title, icon: IconChartBar, key: 't' },
};
