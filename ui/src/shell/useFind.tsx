import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useConsumers, useEndpoints } from '../api/ranged';
import { useSavedViews } from '../api/views';
import { useApps } from '../api/workspace';
import { Method, Path } from '../components/values';
import { copy } from '../copy';
import { shown } from '../lib/text';
import { pages } from '../pages';
import { pathOf } from '../pages/page';
import { carried, parseSearch } from '../state/search';
import { useView } from '../state/useView';
import { useTheme } from './useTheme';

export type Found = { id: string; kind: string; words: string; content: ReactNode; run: () => void };
const MAX_PER_KIND = 8;

/** Everything the find box can jump to, narrowed by the text; `asked` follows it and goes to the server. */
export function useFind(app: string, text: string, asked: string, onHelp: () => void): Found[] {
  const view = useView();
  const navigate = useNavigate();
  const theme = useTheme();
  const apps = useApps().data?.items ?? [];
  const inApp = view.app !== '';
  const endpoints = useEndpoints({ sort: 'requests', dir: 'desc' }, { enabled: inApp });
  const search = asked.trim();
  const consumers = useConsumers(
    { sort: 'requests', dir: 'desc', ...(search && { search }) },
    { enabled: inApp && search !== '' },
  );
  const views = useSavedViews(inApp ? app : '').data?.items ?? [];
  const go = (path: string) => () =>
    void navigate({ to: app ? `/a/${app}/${path}` : path, search: carried(view.search) });

  const all: Found[][] = [
    pages.flatMap((page) =>
      page.nav && app ? [plain(pathOf(page), copy.find.pages, page.nav.label, go(pathOf(page)))] : [],
    ),
    apps.map((item) =>
      plain(
        `app:${item.id}`,
        copy.find.apps,
        item.name,
        () => void navigate({ to: `/a/${item.id}/overview` }),
      ),
    ),
    views.map((item) =>
      plain(
        `view:${item.id}`,
        copy.find.views,
        item.name,
        () =>
          void navigate({
            to: `/a/${app}/${item.page}`,
            search: { ...parseSearch(item.query), view: item.id },
          }),
      ),
    ),
    (search ? (endpoints.data?.pages ?? []) : []).flatMap((page) =>
      page.items.map((e) => ({
        id: `endpoint:${e.id}`,
        kind: copy.find.endpoints,
        words: `${e.method} ${e.route}`,
        content: (
          <span>
            <Method method={e.method} /> <Path route={e.route} />
          </span>
        ),
        run: go(`endpoints/${encodeURIComponent(e.id)}`),
      })),
    ),
    (consumers.data?.pages ?? []).flatMap((page) =>
      page.items.map((item) =>
        plain(
          `consumer:${item.id}`,
          copy.find.consumers,
          item.name ? `${item.name} (${item.identifier})` : item.identifier,
          go(`consumers/${encodeURIComponent(item.identifier)}`),
        ),
      ),
    ),
    [
      plain('theme', copy.find.actions, copy.find.theme, theme.toggle),
      plain('help', copy.find.actions, copy.find.shortcuts, onHelp),
      plain('settings', copy.find.pages, copy.nav.settings, () => void navigate({ to: '/settings/apps' })),
    ],
  ];
  const wanted = text.trim().toLowerCase();
  return all.flatMap((kind) =>
    kind.filter((item) => item.words.toLowerCase().includes(wanted)).slice(0, MAX_PER_KIND),
  );
}

const plain = (id: string, kind: string, name: string, run: () => void): Found => ({
  id,
  kind,
  words: name,
  content: <span>{shown(name)}</span>,
  run,
});
