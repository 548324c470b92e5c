import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Panel } from '../../components/Panel';
import { useToast } from '../../components/Toast';
import { Flag } from '../../components/values';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useZone } from '../../state/useView';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { actionsColumn } from '../../table/kinds';
import c from './settings.module.css';

const t = copyPeople.members;
type Invitation = Schema<'Invitation'>;
type Sent = Schema<'SentInvitation'>;

/** Those who were invited and have not come yet; nothing when there are none. */
export function Invitations({ onLink }: { onLink: (sent: Sent) => void }) {
  const zone = useZone();
  const say = useToast();
  const admin = useMay('admin');
  const query = useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => answer(client.GET('/invitations', { signal })),
    enabled: admin,
  });
  const refresh = [['invitations']];
  const [failed, setFailed] = useState('');
  const resend = useChange(
    (id: string) => answer(client.POST('/invitations/{id}/resend', { params: { path: { id } } })),
    {
      refresh,
      said: null,
      onDone: (sent) => (sent.link ? onLink(sent) : say(t.resent(shown(sent.invitation.email)))),
    },
  );
  const revoke = useChange(
    (id: string) => answer(client.DELETE('/invitations/{id}', { params: { path: { id } } })),
    { refresh, said: null },
  );
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  const onError = (error: Error) => setFailed(error.message);
  const columns = columnsOf(zone, resend.isPending || revoke.isPending, {
    resend: (id) => resend.mutate(id, { onError }),
    revoke: (id) => revoke.mutate(id, { onError }),
  });
  return (
    <Panel label={t.invited} title={t.invited}>
      <DataTable label={t.invited} columns={columns} rows={items} rowKey={(row) => row.id} serverSorted />
      {failed && <p role="alert">{failed}</p>}
    </Panel>
  );
}

function State({ invitation }: { invitation: Invitation }) {
  if (invitation.expired) return <Flag text={t.expired} tone="warn" />;
  if (invitation.mailProblem) return <Flag text={t.notMailed} tone="bad" title={invitation.mailProblem} />;
  return <Flag text={invitation.mailedAt ? t.mailed : t.byHand} />;
}

type Act = { resend: (id: string) => void; revoke: (id: string) => void };

const columnsOf = (zone: string, busy: boolean, act: Act): Column<Invitation>[] => [
  {
    id: 'email',
    header: t.email,
    value: (i) => i.email,
    cell: (i) => (
      <span className={c.wrap}>
        {shown(i.email)}
        <small>
          {t.invitedBy} {shown(i.invitedBy)}
        </small>
      </span>
    ),
  },
  {
    id: 'role',
    header: t.role,
    fact: true,
    value: (i) => i.role,
    cell: (i) => copy.settings.members.roles[i.role],
  },
  {
    id: 'state',
    header: t.state,
    fact: true,
    value: (i) => String(i.expired),
    cell: (i) => <State invitation={i} />,
  },
  {
    id: 'until',
    header: t.until,
    end: true,
    value: (i) => i.expiresAt,
    cell: (i) => dateTime(Date.parse(i.expiresAt), zone),
  },
  actionsColumn((i) => (
    <span className={c.buttons}>
      <Button disabled={busy} aria-label={`${t.resend}: ${shown(i.email)}`} onClick={() => act.resend(i.id)}>
        {t.resend}
      </Button>
      <Button
        kind="danger"
        disabled={busy}
        aria-label={`${t.revoke}: ${shown(i.email)}`}
        onClick={() => act.revoke(i.id)}
      >
        {t.revoke}
      </Button>
    </span>
  )),
];

/** The link, for whoever has to hand it over. */
export function InvitationLink({ sent, onClose }: { sent: Sent; onClose: () => void }) {
  const { mailProblem } = sent.invitation;
  return (
    <Dialog title={t.linkTitle} onClose={onClose} wide>
      <p>{mailProblem ? t.linkNotTaken(shown(mailProblem)) : t.linkNoMail}</p>
      <Code text={sent.link ?? ''} label={t.linkTitle} />
      <DialogActions>
        <Button kind="primary" onClick={onClose}>
          {copy.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
