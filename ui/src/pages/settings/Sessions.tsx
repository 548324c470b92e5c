import { answer, client, type Schema } from '../../api/client';
import { useSessions } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Flag } from '../../components/values';
import { copyPeople } from '../../copy/people';
import { deviceOf } from '../../lib/device';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useZone } from '../../state/useView';
import type { Column } from '../../table/columns';
import { actionsColumn, timeColumn } from '../../table/kinds';
import { ListPanel } from '../../table/ListTable';
import c from './settings.module.css';

type Item = Schema<'SessionItem'>;
const t = copyPeople.profile;
const s = copyPeople.security;

/** "password+code" as people say it. */
const methodOf = (method: string): string =>
  method
    .split('+')
    .map((part) => part.split(':')[0] ?? part)
    .map((part) => (part in s.methods ? s.methods[part as keyof typeof s.methods] : shown(part)))
    .join(' + ');

export function Sessions() {
  const query = useSessions();
  const zone = useZone();
  const end = useChange(
    (id: string) => answer(client.DELETE('/sessions/{id}', { params: { path: { id } } })),
    { refresh: [['sessions'], ['session']], said: null },
  );
  const endOthers = useChange(() => answer(client.DELETE('/sessions')), {
    refresh: [['sessions']],
    said: s.othersEnded,
  });
  const columns = columnsOf(zone, end.isPending, (id) => end.mutate(id));
  return (
    <>
      <div className={c.bar}>
        <h2 className={c.heading}>{s.sessionsTitle}</h2>
        <Button
          disabled={(query.data?.items.length ?? 0) < 2 || endOthers.isPending}
          onClick={() => endOthers.mutate()}
        >
          {s.endOthers}
        </Button>
      </div>
      <ListPanel
        label={s.sessionsTitle}
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
        height={120}
      />
      {(end.error ?? endOthers.error) && <p role="alert">{(end.error ?? endOthers.error)?.message}</p>}
    </>
  );
}

const columnsOf = (zone: string, busy: boolean, end: (id: string) => void): Column<Item>[] => [
  {
    id: 'browser',
    header: t.browser,
    value: (row) => row.userAgent,
    cell: (row) => (
      <span title={shown(row.userAgent)}>
        {shown(deviceOf(row.userAgent))} {row.current && <Flag text={t.thisOne} tone="good" />}
      </span>
    ),
  },
  {
    id: 'address',
    header: t.address,
    fact: true,
    value: (row) => row.address,
    cell: (row) => shown(row.address),
  },
  {
    id: 'method',
    header: s.signedInWith,
    value: (row) => row.method,
    cell: (row) => <>{methodOf(row.method)}</>,
  },
  timeColumn({
    id: 'created',
    header: t.begun,
    at: (row) => row.createdAt,
    zone,
  }),
  timeColumn({
    id: 'seen',
    header: t.seen,
    fact: true,
    at: (row) => row.lastSeenAt,
    zone,
  }),
  actionsColumn((row) => (
    <Button disabled={row.current || busy} onClick={() => end(row.id)}>
      {t.end}
    </Button>
  )),
];
