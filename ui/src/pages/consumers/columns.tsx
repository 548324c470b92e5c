import type { Schema } from '../../api/client';
import { Sparkline } from '../../charts/Sparkline';
import { AppLink } from '../../components/AppLink';
import { CountBar, Delta, FilterValue, Flag, None, Time } from '../../components/values';
import { copy } from '../../copy';
import { bytes, duration, exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import type { View } from '../../state/useView';
import type { Column } from '../../table/columns';
import table from '../../table/table.module.css';
import ui from '../../components/ui.module.css';

type Consumer = Schema<'Consumer'>;
const t = copy.pages.consumers;
const TONES = { new: 'good', silent: 'warn', erroring: 'bad' } as const;
const HIGH_ERROR_RATE = 0.1;

export const errorRate = (consumer: Pick<Consumer, 'errors' | 'requests'>): number | null =>
  consumer.requests > 0 ? consumer.errors / consumer.requests : null;

function Name({ consumer }: { consumer: Consumer }) {
  return (
    <span className={table.primary}>
      <AppLink page="consumers" id={consumer.identifier} className={table.rowLink} data-row-link>
        {consumer.name ? (
          <>
            {shown(consumer.name)} <span className={`${ui.muted} mono`}>{shown(consumer.identifier)}</span>
          </>
        ) : (
          <span className="mono">{shown(consumer.identifier)}</span>
        )}
      </AppLink>
      {consumer.flags.map((flag) => (
        <Flag key={flag} text={t.flags[flag]} tone={TONES[flag]} title={t.flagHints[flag]} />
      ))}
    </span>
  );
}

export function consumerColumns({ zone }: View, rows: Consumer[]): Column<Consumer>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.requests), 0);
  const number = { end: true, sortable: true } as const;
  return [
    {
      id: 'identifier',
      header: t.consumer,
      sortable: true,
      value: (r) => r.identifier,
      cell: (r) => <Name consumer={r} />,
    },
    {
      id: 'group',
      header: t.group,
      value: (r) => r.group,
      cell: (r) => (r.group ? <FilterValue field="consumer.group" value={r.group} /> : <None />),
    },
    {
      id: 'trend',
      header: t.trend,
      end: true,
      spark: true,
      value: (r) => (r.trend ?? []).join(' '),
      cell: (r) => <Sparkline values={r.trend ?? []} />,
    },
    {
      ...number,
      id: 'requests',
      header: t.requests,
      fact: true,
      value: (r) => r.requests,
      cell: (r) => <CountBar value={r.requests} max={most} />,
    },
    {
      id: 'change',
      header: t.change,
      end: true,
      value: (r) => (r.previousRequests ? r.requests / r.previousRequests - 1 : null),
      cell: (r) => <Delta now={r.requests} before={r.previousRequests} />,
    },
    {
      ...number,
      id: 'errorRate',
      header: t.errorRate,
      fact: true,
      value: errorRate,
      cell: (r) => (
        <span className={(errorRate(r) ?? 0) > HIGH_ERROR_RATE ? ui.warm : undefined}>
          {r.errors ? percent(errorRate(r)) : <None />}
        </span>
      ),
    },
    { ...number, id: 'p95', header: t.p95, value: (r) => r.p95Ms, cell: (r) => duration(r.p95Ms) },
    { ...number, id: 'bytes', header: t.bytes, value: (r) => r.bytes, cell: (r) => bytes(r.bytes) },
    {
      ...number,
      id: 'endpoints',
      header: t.endpoints,
      value: (r) => r.endpoints,
      cell: (r) => exact(r.endpoints),
    },
    {
      ...number,
      id: 'firstSeen',
      header: t.firstSeen,
      optional: true,
      value: (r) => r.firstSeen,
      cell: (r) => <Time at={r.firstSeen} zone={zone} />,
    },
    {
      ...number,
      id: 'lastSeen',
      header: t.lastSeen,
      fact: true,
      value: (r) => r.lastSeen,
      cell: (r) => <Time at={r.lastSeen} zone={zone} />,
    },
  ];
}
