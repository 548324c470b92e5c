import { answer, client, type Schema } from '../../api/client';
import { useSessions } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Flag, Time } from '../../components/values';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { useChange } from './useChange';

type Item = Schema<'SessionItem'>;
const t = copy.settings.profile;

export function Sessions() {
  const query = useSessions();
  const zone = useZone();
  const end = useChange(
    (id: string) => answer(client.DELETE('/sessions/{id}', { params: { path: { id } } })),
    { refresh: [['sessions'], ['session']], said: null },
  );
  const columns: Column<Item>[] = [
    {
      id: 'browser',
      header: t.browser,
      value: (s) => s.userAgent,
      cell: (s) => (
        <span title={shown(s.userAgent)}>
          {shown(s.userAgent)} {s.current && <Flag text={t.thisOne} tone="good" />}
        </span>
      ),
    },
    { id: 'address', header: t.address, fact: true, value: (s) => s.address, cell: (s) => shown(s.address) },
    {
      id: 'seen',
      header: t.seen,
      end: true,
      fact: true,
      value: (s) => s.lastSeenAt,
      cell: (s) => <Time at={s.lastSeenAt} zone={zone} />,
    },
    {
      id: 'actions',
      header: '',
      end: true,
      fact: true,
      value: () => null,
      cell: (s) => (
        <Button disabled={s.current || end.isPending} onClick={() => end.mutate(s.id)}>
          {t.end}
        </Button>
      ),
    },
  ];
  return (
    <Loadable query={query} what={t.sessions.toLowerCase()} height={120}>
      {({ items }) => (
        <DataTable label={t.sessions} columns={columns} rows={items} rowKey={(row) => row.id} serverSorted />
      )}
    </Loadable>
  );
}
