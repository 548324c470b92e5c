import type { Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Check } from '../../components/Field';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import type { Column } from '../../table/columns';
import { actionsColumn, timeColumn } from '../../table/kinds';
import { RoleOptions } from './MemberForm';
import c from './settings.module.css';

type Member = Schema<'Member'>;
const t = copyPeople.members;

type Actions = {
  save: (id: string, body: Schema<'MemberChange'>) => void;
  remove: (member: Member) => void;
  reset: (member: Member) => void;
};

export function memberColumns(zone: string, self: string | undefined, act: Actions): Column<Member>[] {
  const flag = (m: Member, key: 'seesBodies' | 'disabled', label: string) => (
    <Check
      label=""
      aria-label={`${label}: ${shown(m.name)}`}
      checked={m[key]}
      disabled={m.id === self}
      onChange={(event) => act.save(m.id, { [key]: event.target.checked })}
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
          onChange={(event) => act.save(m.id, { role: event.target.value as Member['role'] })}
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
      id: 'factor',
      header: t.factor,
      value: (m) => String(m.secondFactor),
      cell: (m) => (m.secondFactor ? t.hasFactor : <span className={c.quiet}>{t.noFactor}</span>),
    },
    {
      id: 'disabled',
      header: t.disabled,
      value: (m) => String(m.disabled),
      cell: (m) => flag(m, 'disabled', t.disabled),
    },
    timeColumn({
      id: 'lastSeen',
      header: t.lastSeen,
      fact: true,
      at: (row) => row.lastSeenAt,
      zone,
    }),
    actionsColumn((m) => (
      <span className={c.buttons}>
        {m.secondFactor && m.id !== self && <Button onClick={() => act.reset(m)}>{t.reset}</Button>}
        <Button kind="danger" disabled={m.id === self} onClick={() => act.remove(m)}>
          {copy.common.remove}
        </Button>
      </span>
    )),
  ];
}
