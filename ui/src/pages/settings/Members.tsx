import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useMembers, useSession } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Check } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/values';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { MemberForm, RoleOptions } from './MemberForm';
import c from './settings.module.css';
import { useChange } from './useChange';

type Member = Schema<'Member'>;
const t = copy.settings.members;
const refresh = [['members']];

export default function Members() {
  const query = useMembers();
  const session = useSession().data;
  const zone = useZone();
  const [open, setOpen] = useState<'new' | Member | null>(null);
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
  const columns = columnsOf(zone, session?.user.id, (id, body) => save.mutate({ id, body }), setOpen);
  return (
    <>
      <div className={c.bar}>
        <p className={c.text} style={{ margin: 0 }}>
          {t.text}
        </p>
        <Button kind="primary" onClick={() => setOpen('new')}>
          <IconPlus size={14} aria-hidden />
          {t.add}
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
      {save.error && <p role="alert">{save.error.message}</p>}
      {open === 'new' && <MemberForm onClose={close} />}
      {open !== null && open !== 'new' && (
        <Confirm
          title={t.remove}
          text={t.removeText(shown(open.name))}
          action={copy.common.remove}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(open.id)}
          onClose={close}
        />
      )}
    </>
  );
}

function columnsOf(
  zone: string,
  self: string | undefined,
  save: (id: string, body: Schema<'MemberChange'>) => void,
  remove: (member: Member) => void,
): Column<Member>[] {
  const flag = (m: Member, key: 'seesBodies' | 'disabled', label: string) => (
    <Check
      label=""
      aria-label={`${label}: ${shown(m.name)}`}
      checked={m[key]}
      disabled={m.id === self}
      onChange={(event) => save(m.id, { [key]: event.target.checked })}
    />
  );
  return [
    {
      id: 'name',
      header: t.name,
      value: (m) => m.name,
      cell: (m) => (
        <span className={c.wrap}>
          {shown(m.name)} {m.id === self && `(${copy.common.you})`}
          <small>{shown(m.email)}</small>
        </span>
      ),
    },
    {
      id: 'role',
      header: t.role,
      fact: true,
      value: (m) => m.role,
      cell: (m) => (
        <select
          className={c.select}
          aria-label={`${t.role}: ${shown(m.name)}`}
          value={m.role}
          disabled={m.id === self}
          onChange={(event) => save(m.id, { role: event.target.value as Member['role'] })}
        >
          <RoleOptions />
        </select>
      ),
    },
    {
      id: 'bodies',
      header: t.bodies,
      value: (m) => String(m.seesBodies),
      cell: (m) => flag(m, 'seesBodies', t.bodies),
    },
    {
      id: 'disabled',
      header: t.disabled,
      value: (m) => String(m.disabled),
      cell: (m) => flag(m, 'disabled', t.disabled),
    },
    {
      id: 'lastSeen',
      header: t.lastSeen,
      end: true,
      fact: true,
      value: (m) => m.lastSeenAt,
      cell: (m) => <Time at={m.lastSeenAt} zone={zone} />,
    },
    {
      id: 'actions',
      header: '',
      end: true,
      fact: true,
      value: () => null,
      cell: (m) => (
        <Button kind="danger" disabled={m.id === self} onClick={() => remove(m)}>
          {copy.common.remove}
        </Button>
      ),
    },
  ];
}
