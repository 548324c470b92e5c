import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { IconButton } from '../../components/Button';
import { CountBar, Method, None, Path } from '../../components/values';
import { copyKeys as t } from '../../copy/keys';
import { write } from '../../filter/parse';
import { bytes, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import table from '../../table/table.module.css';
import type { UsageBy } from './api';
import c from './keys.module.css';

type Item = Schema<'UsageItem'>;

const idOf = (row: Item) =>
  [row.key?.id, row.consumer, row.method, row.route, row.refusal, row.version].join(' ');

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

type Behind = { row: Item; most: number; apiKey?: string | undefined };

/** The calls behind a figure, among the recorded requests. */
function Calls({ row, most, apiKey }: Behind) {
  const key = apiKey ?? row.key?.id;
  const q = [
    key && write('key', key),
    row.consumer && write('consumer', row.consumer),
    row.method && row.route && write('endpoint', `${row.method} ${row.route}`),
    row.refusal && write('refusal', row.refusal),
  ].filter(Boolean);
  const bar = <CountBar value={row.sums.requests} max={most} />;
  if (q.length === 0) return bar;
  return (
    <AppLink page="requests" patch={{ q: q.join(' ') }} className={c.link} title={t.toCalls}>
      {bar}
    </AppLink>
  );
}

/** Opens the endpoints of a row. */
function Expand({ id, name }: { id: string; name: string }) {
  const { search, set } = useView();
  const open = search.open === id;
  return (
    <IconButton
      kind="quiet"
      className={c.above}
      label={t.endpointsOf(shown(name))}
      aria-expanded={open}
      onClick={() => set({ open: open ? undefined : id }, { replace: true })}
    >
      {open ? <IconChevronDown size={13} /> : <IconChevronRight size={13} />}
    </IconButton>
  );
}

const EndpointCell = ({ row }: { row: Item }) => (
  <span>
    <Method method={row.method ?? ''} /> <Path route={row.route ?? ''} />
  </span>
);

function columnsOf({ by, rows, expands = false, apiKey }: Props): Column<Item>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.sums.requests), 0);
  const parts = by.split(',');
  const names: Record<string, Column<Item>> = {
    key: {
      id: 'key',
      header: t.key,
      value: (r) => r.key?.name ?? '',
      cell: (r) => (
        <span className={c.expandable}>
          {expands && r.key?.id && <Expand id={r.key.id} name={r.key.name || r.key.id} />}
          <KeyCell row={r} first />
        </span>
      ),
      sortable: true,
    },
    consumer: {
      id: 'consumer',
      header: t.consumer,
      value: (r) => r.consumer,
      cell: (r) => (
        <span className={c.expandable}>
          {expands && r.consumer && <Expand id={r.consumer} name={r.consumer} />}
          <ConsumerCell row={r} first={parts[0] === 'consumer'} />
        </span>
      ),
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
    version: {
      id: 'version',
      header: t.version,
      value: (r) => r.version,
      cell: (r) => (r.version ? shown(r.version) : t.unknownVersion),
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
      cell: (r) => <Calls row={r} most={most} apiKey={apiKey} />,
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

type Props = {
  by: UsageBy;
  rows: Item[];
  label: string;
  expands?: boolean;
  /** The row that is opened, and what stands under it. */
  opened?: Item | undefined;
  below?: ReactNode;
  /** The key that all rows are of. */
  apiKey?: string;
};

export const UsageTable = (props: Props) => (
  <DataTable
    label={props.label}
    columns={columnsOf(props)}
    rows={props.rows}
    rowKey={idOf}
    order={{ id: 'requests', dir: 'desc' }}
    opened={props.opened && { key: idOf(props.opened), content: props.below }}
  />
);
