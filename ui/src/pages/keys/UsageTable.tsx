import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { CountBar, Method, None, Path } from '../../components/values';
import { copyKeys as t } from '../../copy/keys';
import { bytes, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import table from '../../table/table.module.css';
import type { UsageBy } from './api';
import c from './keys.module.css';

type Item = Schema<'UsageItem'>;

const idOf = (row: Item) => [row.key?.id, row.consumer, row.method, row.route, row.refusal].join(' ');

type Named = { row: Item; first: boolean };
const linkOf = (first: boolean) => ({
  className: first ? table.rowLink : c.link,
  ...(first && { 'data-row-link': true }),
});

function KeyCell({ row, first }: Named) {
  if (!row.key?.id) return <span>{t.unknownKey}</span>;
  return (
    <AppLink page="keys" id={row.key.id} {...linkOf(first)}>
      {shown(row.key.name || row.key.id)}
    </AppLink>
  );
}

const ConsumerCell = ({ row, first }: Named) =>
  row.consumer ? (
    <AppLink page="consumers" id={row.consumer} {...linkOf(first)}>
      {shown(row.consumer)}
    </AppLink>
  ) : (
    <None />
  );

const EndpointCell = ({ row }: { row: Item }) => (
  <span>
    <Method method={row.method ?? ''} /> <Path route={row.route ?? ''} />
  </span>
);

function columnsOf(by: UsageBy, rows: Item[]): Column<Item>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.sums.requests), 0);
  const parts = by.split(',');
  const names: Record<string, Column<Item>> = {
    key: {
      id: 'key',
      header: t.key,
      value: (r) => r.key?.name ?? '',
      cell: (r) => <KeyCell row={r} first />,
      sortable: true,
    },
    consumer: {
      id: 'consumer',
      header: t.consumer,
      value: (r) => r.consumer,
      cell: (r) => <ConsumerCell row={r} first={parts[0] === 'consumer'} />,
      sortable: true,
    },
    endpoint: {
      id: 'endpoint',
      header: t.endpoint,
      value: (r) => `${r.method ?? ''} ${r.route ?? ''}`,
      cell: (r) => <EndpointCell row={r} />,
      sortable: true,
    },
    refusal: {
      id: 'refusal',
      header: t.refusal,
      value: (r) => r.refusal,
      cell: (r) => (r.refusal ? r.refusal : t.letIn),
      sortable: true,
    },
  };
  const number = { end: true, sortable: true } as const;
  return [
    ...parts.flatMap((part) => names[part] ?? []),
    {
      ...number,
      id: 'requests',
      header: t.calls,
      fact: true,
      value: (r) => r.sums.requests,
      cell: (r) => <CountBar value={r.sums.requests} max={most} />,
    },
    {
      ...number,
      id: 'billable',
      header: t.billable,
      fact: true,
      value: (r) => r.sums.billable,
      cell: (r) => exact(r.sums.billable),
    },
    {
      ...number,
      id: 'refused',
      header: t.refused,
      fact: true,
      value: (r) => r.sums.refused + r.sums.rateLimited,
      cell: (r) => exact(r.sums.refused + r.sums.rateLimited),
    },
    {
      ...number,
      id: 'serverErrors',
      header: t.serverErrors,
      value: (r) => r.sums.serverErrors,
      cell: (r) => exact(r.sums.serverErrors),
    },
    {
      ...number,
      id: 'data',
      header: t.data,
      value: (r) => r.sums.responseBytes,
      cell: (r) => bytes(r.sums.responseBytes),
    },
  ];
}

export const UsageTable = ({ by, rows, label }: { by: UsageBy; rows: Item[]; label: string }) => (
  <DataTable
    label={label}
    columns={columnsOf(by, rows)}
    rows={rows}
    rowKey={idOf}
    order={{ id: 'requests', dir: 'desc' }}
  />
);
