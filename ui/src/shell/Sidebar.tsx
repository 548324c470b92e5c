import { IconSearch, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { AppLink } from '../components/AppLink';
import { copy } from '../copy';
import { pages } from '../pages';
import { type NavGroup, pathOf } from '../pages/page';
import { AppSwitcher } from './AppSwitcher';
import c from './shell.module.css';
import { StorageMeter } from './StorageMeter';
import { UserMenu } from './UserMenu';

const GROUPS: NavGroup[] = ['observe', 'watch', 'manage'];
type Props = { app: string; open: boolean; onFind: () => void; onHelp: () => void };

export function Sidebar({ app, open, onFind, onHelp }: Props) {
  const path = useLocation({ select: (location) => location.pathname });
  const isCurrent = (page: string) => path.startsWith(`/a/${app}/${page}`);
  return (
    <nav className={c.side} aria-label={copy.nav.label} data-open={open || undefined}>
      <AppSwitcher app={app} />
      <button type="button" className={c.find} onClick={onFind} title={copy.nav.find}>
        <IconSearch size={14} aria-hidden />
        <span>{copy.nav.find}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {app !== '' &&
        GROUPS.map((group) => {
          const items = pages.flatMap((page) =>
            page.nav?.group === group ? [{ ...page.nav, path: pathOf(page) }] : [],
          );
          return (
            items.length > 0 && (
              <div key={group}>
                <div className={c.group}>{copy.nav[group]}</div>
                <ul className={c.list}>
                  {items.map(({ path: page, label, icon: Icon }) => (
                    <li key={page}>
                      <AppLink
                        page={page}
                        app={app}
                        className={c.link}
                        title={label}
                        aria-current={isCurrent(page) ? 'page' : undefined}
                      >
                        <Icon stroke={1.7} aria-hidden />
                        <span>{label}</span>
                      </AppLink>
                    </li>
                  ))}
                </ul>
              </div>
            )
          );
        })}
      <div className={c.end}>
        <Link
          to="/settings/$section"
          params={{ section: 'apps' }}
          search={app ? { app } : {}}
          className={c.link}
          title={copy.nav.settings}
          aria-current={path.startsWith('/settings') ? 'page' : undefined}
        >
          <IconSettings stroke={1.7} aria-hidden />
          <span>{copy.nav.settings}</span>
        </Link>
        <StorageMeter />
        <UserMenu onHelp={onHelp} />
      </div>
    </nav>
  );
}
