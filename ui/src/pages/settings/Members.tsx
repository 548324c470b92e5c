import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useMembers, useSession } from '../../api/workspace';
import { Confirm } from '../../components/Confirm';
import { AddButton } from '../../components/DialogButton';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useZone } from '../../state/useView';
import { ListPanel } from '../../table/ListTable';
import { memberColumns } from './memberColumns';
import { InvitationLink, Invitations } from './Invitations';
import { InviteForm } from './MemberForm';
import { SectionBar } from './SectionBar';

type Member = Schema<'Member'>;
const t = copyPeople.members;
const refresh = [['members']];

export default function Members() {
  const query = useMembers();
  const session = useSession().data;
  const zone = useZone();
  const [open, setOpen] = useState<Member | null>(null);
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
      <SectionBar text={t.text}>
        <AddButton label={t.invite}>{(close) => <InviteForm onClose={close} onLink={setLink} />}</AddButton>
      </SectionBar>
      <ListPanel
        label={copy.settings.sections.members}
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
      />
      <Invitations onLink={setLink} />
      {save.error && <p role="alert">{save.error.message}</p>}
      {link && <InvitationLink sent={link} onClose={() => setLink(null)} />}
      {open && (
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
