import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useSession } from '../api/workspace';
import { useToast } from '../components/Toast';
import { copy } from '../copy';
import { type Hotkeys, hotkeyListener, moveRow } from '../lib/hotkeys';
import { isoMinute } from '../lib/time';
import { pages } from '../pages';
import { pathOf } from '../pages/page';
import { neighbour, type RangeName } from '../state/range';
import { carried } from '../state/search';
import { useView } from '../state/useView';
import { useTheme } from './useTheme';

/** Asks the filter bar of the page to open. */
export const FILTER_EVENT = 'gatehouse:filter';
const RANGE_KEYS: Record<string, RangeName> = { '1': '1h', '2': '24h', '3': '7d', '4': '30d', '5': '90d' };

export function useShortcuts(app: string, overlays: { find: () => void; help: () => void }): void {
  const view = useView();
  const navigate = useNavigate();
  const theme = useTheme();
  const say = useToast();
  const enabled = useSession().data?.user.shortcuts ?? true;

  const viewKeys = (): Hotkeys => {
    const openFilter = () => void window.dispatchEvent(new Event(FILTER_EVENT));
    const period = (direction: 1 | -1) => {
      const next = neighbour(view.windowNow(), direction, Date.now());
      if (next) view.set({ from: isoMinute(next.from), to: isoMinute(next.to), range: undefined });
      else view.set({ from: undefined, to: undefined });
    };
    return {
      '/': openFilter,
      f: openFilter,
      ArrowLeft: () => period(-1),
      ArrowRight: () => period(1),
      x: () => view.set({ cmp: view.comparison === 'none' ? undefined : 'none' }),
      l: () => view.set({ live: view.live ? 'off' : undefined }, { replace: true }),
      Escape: () => view.set({ q: undefined, open: undefined }),
      ...Object.fromEntries(
        Object.entries(RANGE_KEYS).map(([key, range]) => [
          key,
          () => view.set({ range, from: undefined, to: undefined, step: undefined }),
        ]),
      ),
      ...Object.fromEntries(
        pages.flatMap((page) =>
          page.nav
            ? [
                [
                  `g ${page.nav.key}`,
                  () => void navigate({ to: `/a/${app}/${pathOf(page)}`, search: carried(view.search) }),
                ],
              ]
            : [],
        ),
      ),
    };
  };
  const keys = useEffectEvent((): Hotkeys => ({
    'Mod+k': overlays.find,
    '?': overlays.help,
    t: theme.toggle,
    j: () => moveRow(1),
    k: () => moveRow(-1),
    c: () => void navigator.clipboard.writeText(location.href).then(() => say(copy.header.linkCopied)),
    ...(view.app && viewKeys()),
  }));
  const single = useEffectEvent(() => enabled);

  useEffect(() => {
    const listener = hotkeyListener(
      () => keys(),
      () => single(),
    );
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
