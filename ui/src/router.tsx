import { createRootRoute, createRoute, createRouter, redirect, Outlet } from '@tanstack/react-router';
import { lazy } from 'react';
import * as v from 'valibot';
import { baseUrl } from './lib/base';
import { pages } from './pages';
import { pathOf } from './pages/page';
import { Shell } from './shell/Shell';
import { parseSearch, stringifySearch, ViewSearch } from './state/search';
import { NotFound } from './states/NotFound';

const Apps = lazy(() => import('./pages/apps/Apps'));
const Settings = lazy(() => import('./pages/settings/Settings'));
const SignIn = lazy(() => import('./pages/auth/SignIn'));
const Shared = lazy(() => import('./pages/shared/Shared'));
const Invite = lazy(() => import('./pages/auth/Invite'));
const Enrol = lazy(() => import('./pages/auth/Enrol'));
const Setup = lazy(() => import('./pages/auth/Setup'));

const text = v.optional(v.fallback(v.optional(v.string()), undefined));
const SignInSearch = v.object({ next: text, problem: text });
const PlainSearch = v.object({
  problem: text,
  app: text,
  open: text,
  find: text,
  sort: text,
  dir: text,
  cols: text,
});

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const app = createRoute({ getParentRoute: () => shell, path: '/a/$app', validateSearch: ViewSearch });

const appIndex = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: `/a/${params.app}/${pages[0] ? pathOf(pages[0]) : ''}` });
  },
});

const appPages = pages.flatMap((page) =>
  page.routes.map(({ path, component }) => createRoute({ getParentRoute: () => app, path, component })),
);

const apps = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: Apps,
  validateSearch: PlainSearch,
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/$section',
  component: Settings,
  validateSearch: PlainSearch,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/signin',
  component: SignIn,
  validateSearch: SignInSearch,
});

const invite = createRoute({ getParentRoute: () => root, path: '/invite/$secret', component: Invite });

const enrol = createRoute({
  getParentRoute: () => root,
  path: '/second-factor',
  component: Enrol,
  validateSearch: SignInSearch,
});

const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: Setup });

const shared = createRoute({ getParentRoute: () => root, path: '/s/$share', component: Shared });

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([apps, settings, app.addChildren([appIndex, ...appPages])]),
    signIn,
    setup,
    invite,
    enrol,
    shared,
  ]),
  basepath: baseUrl.pathname,
  parseSearch,
  stringifySearch,
  defaultPreload: false,
  scrollRestoration: true,
});
