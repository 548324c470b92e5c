import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEnvironments } from '../api/workspace';
import { Button } from '../components/Button';
import { copy } from '../copy';
import { shown } from '../lib/text';
import { useView } from '../state/useView';
import c from './shell.module.css';

export function EnvironmentPicker() {
  const { app, env, set } = useView();
  const environments = (useEnvironments(app).data?.items ?? []).filter((e) => !e.hidden || e.name === env);
  const current = environments.find((e) => e.name === env);
  const label = env === 'all' ? copy.header.allEnvironments : shown(current?.displayName ?? env ?? '…');
  return (
    <Menu shadow="md" position="bottom-end" width={200}>
      <Menu.Target>
        <Button title={copy.header.environment} aria-label={`${copy.header.environment}: ${label}`}>
          <span className={c.dot} data-online={current?.online || undefined} />
          {label}
          <IconChevronDown size={13} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {environments.map((e) => (
          <Menu.Item
            key={e.name}
            leftSection={<span className={c.dot} data-online={e.online || undefined} />}
            onClick={() => set({ env: e.name })}
          >
            {shown(e.displayName)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => set({ env: 'all' })}>{copy.header.allEnvironments}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
