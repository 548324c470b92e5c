import { IconMenu2, IconSearch, IconX } from '@tabler/icons-react';
import { Outlet, useLocation, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useApp, useSession } from '../api/workspace';
import { IconButton } from '../components/Button';
import { copy } from '../copy';
import { shown } from '../lib/text';
import { Skeleton } from '../states/Loadable';
import { DemoBanner } from './DemoBanner';
import { Logo } from './Logo';
import { RequireSession } from './RequireSession';
import { Sidebar } from './Sidebar';
import c from './shell.module.css';
import { useShortcuts } from './useShortcuts';

const FindBox = lazy(() => import('./FindBox'));
const ShortcutList = lazy(() => import('./ShortcutList'));
type Overlay = 'find' | 'help' | null;

export function Shell() {
  const params: { app?: string } = useParams({ strict: false });
  const search: { app?: string } = useSearch({ strict: false });
  const app = params.app ?? search.app ?? '';
  const path = useLocation({ select: (location) => location.pathname });
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [menuPath, setMenuPath] = useState<string | null>(null);
  const menuOpen = menuPath === path;
  const find = () => setOverlay('find');
  const help = () => setOverlay('help');
  const name = useApp(app).data?.name;
  useShortcuts(app, { find, help });
  useDensity();
  return (
    <div className={c.app}>
      <a href="#main" className={c.skip} onClick={focusMain}>
        {copy.nav.skip}
      </a>
      <header className={c.top}>
        <IconButton
          label={menuOpen ? copy.nav.closeMenu : copy.nav.openMenu}
          aria-expanded={menuOpen}
          onClick={() => setMenuPath(menuOpen ? null : path)}
        >
          {menuOpen ? <IconX size={16} /> : <IconMenu2 size={16} />}
        </IconButton>
        <Logo />
        <b>{shown(name ?? copy.product)}</b>
        <IconButton label={copy.nav.find} onClick={find}>
          <IconSearch size={16} />
        </IconButton>
      </header>
      <Sidebar app={app} open={menuOpen} onFind={find} onHelp={help} />
      <main className={c.main} id="main" tabIndex={-1}>
        <DemoBanner />
        <RequireSession>
          <Suspense fallback={<Skeleton height={400} />}>
            <Outlet />
          </Suspense>
        </RequireSession>
      </main>
      <Suspense>
        {overlay === 'find' && <FindBox app={app} onHelp={help} onClose={() => setOverlay(null)} />}
        {overlay === 'help' && <ShortcutList onClose={() => setOverlay(null)} />}
      </Suspense>
    </div>
  );
}

/** Row height, as chosen in the profile. */
function useDensity() {
  const density = useSession().data?.user.density;
  useEffect(() => {
    if (density) document.documentElement.dataset.density = density;
  }, [density]);
}

/** By hand: with a `<base>` in the page, a plain `#main` would lead to another document. */
function focusMain(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
