import { Menu } from '@mantine/core';
import { IconChevronDown, IconLayoutGrid, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useApps, useSession } from '../api/workspace';
import { copy } from '../copy';
import { shown } from '../lib/text';
import { Logo } from './Logo';
import c from './shell.module.css';

export function AppSwitcher({ app }: { app: string }) {
  const navigate = useNavigate();
  const apps = useApps().data?.items ?? [];
  const workspace = useSession().data?.workspace.name;
  const current = apps.find((item) => item.id === app);
  return (
    <Menu shadow="md" width={230} position="bottom-start">
      <Menu.Target>
        <button type="button" className={c.switch} title={copy.nav.switchApp}>
          <Logo />
          <span>
            <b>{shown(current?.name ?? workspace ?? copy.product)}</b>
            <small>
              {[current && workspace, copy.nav.appCount(apps.length)].filter(Boolean).join(' · ')}
            </small>
          </span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {apps.map((item) => (
          <Menu.Item
            key={item.id}
            leftSection={<span className={c.dot} style={{ background: item.color }} />}
            onClick={() =>
              void navigate({ to: `/a/${item.id}/${item.lastRequestAt ? 'overview' : 'start'}` })
            }
          >
            {shown(item.name)}
          </Menu.Item>
        ))}
        {apps.length > 0 && <Menu.Divider />}
        <Menu.Item leftSection={<IconLayoutGrid size={14} />} onClick={() => void navigate({ to: '/' })}>
          {copy.nav.allApps}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlus size={14} />}
          onClick={() => void navigate({ to: '/', search: { open: 'new' } })}
        >
          {copy.nav.createApp}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
