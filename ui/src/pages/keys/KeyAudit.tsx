import type { Schema } from '../../api/client';
import { Panel } from '../../components/Panel';
import { copyKeys as t } from '../../copy/keys';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { moreOf } from '../../table/kinds';
import { useKeyAudit } from './api';

type Entry = Schema<'AuditEntry'>;

const columnsOf = (zone: string): Column<Entry>[] => [
  { id: 'at', header: t.at, value: (e) => e.at, cell: (e) => dateTime(Date.parse(e.at), zone) },
  {
    id: 'action',
    header: t.action,
    fact: true,
    value: (e) => e.action,
    cell: (e) => <span className="mono">{shown(e.action)}</span>,
  },
  { id: 'actor', header: t.actor, fact: true, value: (e) => e.actor, cell: (e) => shown(e.actor) },
  {
    id: 'detail',
    header: t.detail,
    value: (e) => e.detail,
    cell: (e) => (
      <span className="mono" title={shown(e.detail)}>
        {shown(e.detail)}
      </span>
    ),
  },
  { id: 'address', header: t.address, value: (e) => e.address, cell: (e) => shown(e.address) },
];

/** Who changed what about a key. */
export function KeyAudit({ id }: { id: string }) {
  const { app, zone } = useView();
  const query = useKeyAudit(app, id);
  return (
    <Panel label={t.audit} title={t.audit}>
      <Loadable query={query} what={t.audit.toLowerCase()} height={120}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <Message title={t.noAudit} />
          ) : (
            <DataTable
              label={t.audit}
              columns={columnsOf(zone)}
              rows={rows}
              rowKey={(row) => row.id}
              serverSorted
              more={moreOf(query)}
            />
          );
        }}
      </Loadable>
    </Panel>
  );
}
