import { Menu } from '@mantine/core';
import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answer, client } from '../api/client';
import { useSession } from '../api/workspace';
import { copy } from '../copy';
import { shown } from '../lib/text';
import c from './shell.module.css';

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const session = useSession().data;
  const navigate = useNavigate();
  const cache = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => answer(client.DELETE('/session')),
    onSettled: async () => {
      await navigate({ to: '/signin' });
      cache.clear();
    },
  });
  if (!session) return null;
  return (
    <Menu shadow="md" width={200} position="top-start">
      <Menu.Target>
        <button type="button" className={c.me} title={copy.nav.userMenu}>
          <span className={c.avatar} aria-hidden>
            {initials(session.user.name)}
          </span>
          <span>{shown(session.user.name)}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {shown(session.user.email)} · {copy.settings.members.roles[session.user.role]}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUser size={14} />}
          onClick={() => void navigate({ to: '/settings/profile' })}
        >
          {copy.nav.profile}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={14} />} onClick={onHelp}>
          {copy.nav.shortcuts}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={14} />} onClick={() => signOut.mutate()}>
          {copy.nav.signOut}
        </Menu.Item>
        <Menu.Label>{copy.nav.version(session.version)}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
