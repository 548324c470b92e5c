import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useMembers, useSession } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { DataTable } from '../../table/DataTable';
import { memberColumns } from './memberColumns';
import { InvitationLink, Invitations } from './Invitations';
import { InviteForm } from './MemberForm';
import c from './settings.module.css';
import { useChange } from './useChange';

type Member = Schema<'Member'>;
const t = copyPeople.members;
const refresh = [['members']];

export default function Members() {
  const query = useMembers();
  const session = useSession().data;
  const zone = useZone();
  const [open, setOpen] = useState<'new' | Member | null>(null);
  const [resetting, setResetting] = useState<Member | null>(null);
  const [link, setLink] = useState<Schema<'SentInvitation'> | null>(null);
  const close = () => setOpen(null);
  const save = useChange(
    ({ id, body }: { id: string; body: Schema<'MemberChange'> }) =>
      answer(client.PATCH('/members/{id}', { params: { path: { id } }, body })),
    { refresh },
  );
  const remove = useChange(
    (id: string) => answer(client.DELETE('/members/{id}', { params: { path: { id } } })),
    { refresh, said: null, onDone: close },
  );
  const reset = useChange(
    (id: string) => answer(client.DELETE('/members/{id}/factors', { params: { path: { id } } })),
    { refresh: [...refresh, ['sign-in-policy']], said: t.resetDone, onDone: () => setResetting(null) },
  );
  const columns = memberColumns(zone, session?.user.id, {
    save: (id, body) => save.mutate({ id, body }),
    remove: setOpen,
    reset: setResetting,
  });
  return (
    <>
      <div className={c.bar}>
        <p className={c.text} style={{ margin: 0 }}>
          {t.text}
        </p>
        <Button kind="primary" onClick={() => setOpen('new')}>
          <IconPlus size={14} aria-hidden />
          {t.invite}
        </Button>
      </div>
      <Panel label={copy.settings.sections.members}>
        <Loadable query={query} what={copy.settings.sections.members.toLowerCase()}>
          {({ items }) => (
            <DataTable
              label={copy.settings.sections.members}
              columns={columns}
              rows={items}
              rowKey={(row) => row.id}
              serverSorted
            />
          )}
        </Loadable>
      </Panel>
      <Invitations onLink={setLink} />
      {save.error && <p role="alert">{save.error.message}</p>}
      {open === 'new' && <InviteForm onClose={close} onLink={setLink} />}
      {link && <InvitationLink sent={link} onClose={() => setLink(null)} />}
      {open !== null && open !== 'new' && (
        <Confirm
          title={t.remove}
          text={t.removeText(shown(open.name))}
          action={copy.common.remove}
          change={remove}
          onConfirm={() => remove.mutate(open.id)}
          onClose={close}
        />
      )}
      {resetting && (
        <Confirm
          title={t.reset}
          text={t.resetText(shown(resetting.name))}
          action={t.reset}
          change={reset}
          onConfirm={() => reset.mutate(resetting.id)}
          onClose={() => setResetting(null)}
        />
      )}
    </>
  );
}
