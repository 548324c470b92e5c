import type { IconApi } from '@tabler/icons-react';
import type { RouteComponent } from '@tanstack/react-router';

export type NavGroup = 'observe' | 'watch' | 'manage';

export type Page = {
  /** Addresses under `/a/:app/`, each with its component. The first one is the page itself. */
  routes: { path: string; component: RouteComponent }[];
  /** Absent: reachable only by links. `key` is pressed after `g`. */
  nav?: { group: NavGroup; label: string; icon: typeof IconApi; key: string };
};

export const pathOf = (page: Page): string => page.routes[0]?.path ?? '';
