import type { Schema } from '../../api/client';
import { Panel } from '../../components/Panel';
import { copyKeys as t } from '../../copy/keys';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { timeColumn } from '../../table/kinds';
import { useGuessing, useSignals } from './api';
import c from './keys.module.css';

type Signal = Schema<'KeySignalList'>['items'][number];

const seen = (zone: string): Column<Signal>[] => [
  timeColumn({
    id: 'first',
    header: t.firstSeen,
    at: (row) => row.firstAt,
    zone,
  }),
  timeColumn({
    id: 'last',
    header: t.lastSeen,
    fact: true,
    at: (row) => row.lastAt,
    zone,
  }),
];

const value = (header: string): Column<Signal> => ({
  id: 'value',
  header,
  value: (r) => r.value,
  cell: (r) => (
    <span className={`mono ${c.seen}`} title={shown(r.value)}>
      {shown(r.value)}
    </span>
  ),
});

/** Addresses that guessed keys in the last day; nothing when nobody did. */
export function Oversight() {
  const { app, zone } = useView();
  const { data: rows = [] } = useGuessing(app);
  if (rows.length === 0) return null;
  const columns: Column<Signal>[] = [
    value(t.address),
    {
      id: 'calls',
      header: t.badKeys,
      end: true,
      fact: true,
      value: (r) => r.calls,
      cell: (r) => exact(r.calls),
    },
    {
      id: 'ids',
      header: t.idsTried,
      end: true,
      fact: true,
      value: (r) => r.secrets,
      cell: (r) => exact(r.secrets),
    },
    ...seen(zone),
  ];
  return (
    <Panel label={t.oversight} title={t.oversight} note={t.oversightNote}>
      <DataTable label={t.oversight} columns={columns} rows={rows} rowKey={(row) => row.value} serverSorted />
    </Panel>
  );
}

const USES = {
  network: { title: t.networks, value: t.network },
  agent: { title: t.agents, value: t.agent },
  route: { title: t.routes, value: t.endpoint },
};

/** From which networks a key was used, by which clients, or for what. */
export function FirstUses({ apiKey, kind }: { apiKey: string; kind: keyof typeof USES }) {
  const { app, zone } = useView();
  const { data } = useSignals(app, kind, apiKey);
  const { title, value: header } = USES[kind];
  return (
    <Panel label={title} title={title}>
      {data?.items.length ? (
        <DataTable
          label={title}
          columns={[value(header), ...seen(zone)]}
          rows={data.items}
          rowKey={(row) => row.value}
          serverSorted
        />
      ) : (
        <Message title={data ? t.noSignals : t.loading} text={data ? t.noSignalsText : undefined} />
      )}
    </Panel>
  );
}
