import type { ReactNode } from 'react';
import type { Schema } from '../../api/client';
import { type Dimension, useBreakdown } from '../../api/ranged';
import { Panel } from '../../components/Panel';
import { CountBar, Delta, ErrorShare, FilterValue, None } from '../../components/values';
import { copy } from '../../copy';
import { bytes, duration, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { type Column, matching } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { TableHead } from '../../table/TableHead';

type Row = Schema<'BreakdownItem'>;
const t = copy.pages.traffic;
const e = copy.pages.endpoints;

/** The filter that shows only one row; environments and prefixes have other means. */
const FIELDS: Partial<Record<Dimension, string>> = {
  method: 'method',
  status: 'status',
  consumer: 'consumer',
  group: 'consumer.group',
};

function name(by: Dimension, row: Row): ReactNode {
  if (row.key === copy.common.other) return <span title={copy.common.otherHint}>{copy.common.other}</span>;
  if (row.key === '') return by === 'group' ? t.noGroup : t.noConsumer;
  if (by === 'prefix') return <FilterValue field="path" value={`${row.key}*`} label={row.label} />;
  const field = FIELDS[by];
  if (by === 'status' && row.key in t.endings) {
    return (
      <FilterValue field="status" value={row.key} label={t.endings[row.key as keyof typeof t.endings]} />
    );
  }
  return field ? (
    <FilterValue field={field} value={row.key} label={row.label || row.key} />
  ) : (
    shown(row.label)
  );
}

function columnsOf(by: Dimension, rows: Row[]): Column<Row>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.requests), 0);
  const number = { end: true, sortable: true } as const;
  return [
    {
      id: 'name',
      header: t.by[by],
      sortable: true,
      value: (r) => (by === 'status' && t.endings[r.key as keyof typeof t.endings]) || r.label || r.key,
      cell: (r) => name(by, r),
    },
    {
      ...number,
      id: 'requests',
      header: e.requests,
      fact: true,
      value: (r) => r.requests,
      cell: (r) => <CountBar value={r.requests} max={most} />,
    },
    {
      ...number,
      id: 'change',
      header: e.change,
      value: (r) => (r.previousRequests ? r.requests / r.previousRequests - 1 : null),
      cell: (r) => <Delta now={r.requests} before={r.previousRequests} />,
    },
    {
      ...number,
      id: 'clientErrors',
      header: e.client,
      value: (r) => (r.requests ? r.clientErrors / r.requests : null),
      cell: (r) => <ErrorShare errors={r.clientErrors} requests={r.requests} kind="client" />,
    },
    {
      ...number,
      id: 'serverErrors',
      header: e.server,
      fact: true,
      value: (r) => (r.requests ? r.serverErrors / r.requests : null),
      cell: (r) => <ErrorShare errors={r.serverErrors} requests={r.requests} kind="server" />,
    },
    {
      ...number,
      id: 'p95',
      header: e.p95,
      fact: true,
      value: (r) => r.p95Ms,
      cell: (r) => duration(r.p95Ms),
    },
    {
      ...number,
      id: 'responseBytes',
      header: e.out,
      value: (r) => r.responseBytes,
      cell: (r) => bytes(r.responseBytes),
    },
    {
      ...number,
      id: 'consumers',
      header: e.consumers,
      value: (r) => r.consumers,
      cell: (r) => (r.consumers ? exact(r.consumers) : <None />),
    },
  ];
}

type Props = { by: Dimension; filter?: string; controls?: ReactNode };

export function BreakdownTable({ by, filter, controls }: Props) {
  const { search } = useView();
  const query = useBreakdown(by, filter ? { filter } : {});
  return (
    <Panel label={t.by[by]}>
      <Loadable query={query} what={t.by[by].toLowerCase()} height={400}>
        {({ items }) => {
          const rows = matching(items, search.find ?? '', (row) => `${row.key} ${row.label}`);
          const columns = columnsOf(by, items);
          return (
            <>
              <TableHead
                title={t.by[by]}
                what={t.by[by].toLowerCase()}
                count={rows.length}
                columns={columns}
                rows={rows}
                searchable
              >
                {controls}
              </TableHead>
              {rows.length === 0 ? (
                <Message title={copy.chart.none} />
              ) : (
                <DataTable
                  label={t.by[by]}
                  columns={columns}
                  rows={rows}
                  rowKey={(row) => row.key}
                  order={{ id: 'requests', dir: 'desc' }}
                />
              )}
            </>
          );
        }}
      </Loadable>
    </Panel>
  );
}
