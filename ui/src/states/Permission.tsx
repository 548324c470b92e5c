import type { ReactNode } from 'react';
import { useMembers, useSession } from '../api/workspace';
import { copy } from '../copy';
import { shown } from '../lib/text';
import { type Role, useMay } from '../state/useMay';
import { Message } from './Message';
import c from './states.module.css';

type Props = { read?: Role; change: Role; children: ReactNode };

/** Hides what the reader's role may not see and switches off what it may not change, and says whom to ask. */
export function Permission({ read = 'viewer', change, children }: Props) {
  const known = useSession().data !== undefined;
  const maySee = useMay(read);
  const mayChange = useMay(change);
  if (!known || mayChange) return children;
  if (!maySee) return <Message title={copy.right.hidden(copy.settings.members.roles[read])} text={<Ask />} />;
  return (
    <>
      <p className={c.note}>
        {copy.right.locked(copy.settings.members.roles[change])} <Ask />
      </p>
      <fieldset disabled className={c.locked}>
        {children}
      </fieldset>
    </>
  );
}

function Ask() {
  const owner = useMembers().data?.items.find((member) => member.role === 'owner');
  return owner ? copy.right.ask(shown(owner.name)) : null;
}
