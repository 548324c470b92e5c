import type { Schema } from '../../api/client';
import { useIngestion } from '../../api/workspace';
import { Panel } from '../../components/Panel';
import { Flag, None, Time } from '../../components/values';
import { copy } from '../../copy';
import { bytes, duration, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { timeColumn } from '../../table/kinds';
import c from './settings.module.css';

type Outcome = Schema<'Outcome'>;
type Instance = Schema<'Instance'>;
type CountSource = Schema<'CountSource'>;
const t = copy.settings.ingestion;
const TONES = { rejected: 'bad', quarantined: 'bad', corrected: 'warn', truncated: 'warn' } as const;
const SKEW_LIMIT_MILLIS = 60_000;

export default function Ingestion({ app }: { app: string }) {
  const query = useIngestion(app);
  const zone = useZone();
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Loadable query={query} what={copy.settings.sections.ingestion.toLowerCase()} height={400}>
        {({ outcomes, instances, sources }) => (
          <>
            <Panel label={t.outcomes} title={t.outcomes}>
              {outcomes.length === 0 ? (
                <Message title={t.none} />
              ) : (
                <DataTable
                  label={t.outcomes}
                  columns={outcomeColumns(zone)}
                  rows={outcomes}
                  rowKey={(row) => `${row.kind}:${row.reason}:${row.environment}:${row.instance}:${row.hint}`}
                  serverSorted
                />
              )}
            </Panel>
            {sources.length > 0 && (
              <Panel label={t.sources} title={t.sources}>
                <p className={c.panelText}>{t.sourcesText}</p>
                <DataTable
                  label={t.sources}
                  columns={sourceColumns(zone)}
                  rows={sources}
                  rowKey={(row) => `${row.environment}:${row.instance ?? ''}:${row.source}`}
                  serverSorted
                />
              </Panel>
            )}
            <Panel label={t.instances} title={t.instances}>
              {instances.length === 0 ? (
                <Message title={t.noInstances} />
              ) : (
                <DataTable
                  label={t.instances}
                  columns={instanceColumns(zone)}
                  rows={instances}
                  rowKey={(row) => row.id}
                  serverSorted
                />
              )}
            </Panel>
          </>
        )}
      </Loadable>
    </>
  );
}

const outcomeColumns = (zone: string): Column<Outcome>[] => [
  {
    id: 'reason',
    header: t.reason,
    value: (o) => o.reason,
    cell: (o) => (
      <span className={c.wrap}>
        {shown(o.explanation)}
        <small className="mono">
          {shown(o.reason)}
          {o.hint && ` · ${shown(o.hint)}`}
        </small>
      </span>
    ),
  },
  {
    id: 'kind',
    header: t.kind,
    fact: true,
    value: (o) => o.kind,
    cell: (o) => <Flag text={t.kinds[o.kind]} tone={TONES[o.kind]} />,
  },
  {
    id: 'environment',
    header: t.environment,
    value: (o) => o.environment,
    cell: (o) => shown(o.environment),
  },
  { id: 'count', header: t.count, end: true, fact: true, value: (o) => o.count, cell: (o) => exact(o.count) },
  {
    id: 'last',
    header: t.last,
    end: true,
    fact: true,
    value: (o) => o.lastAt,
    cell: (o) => <Time at={o.lastAt} zone={zone} />,
  },
];

const sourceColumns = (zone: string): Column<CountSource>[] => [
  {
    id: 'instance',
    header: t.instance,
    value: (s) => s.instance,
    cell: (s) =>
      s.instance ? <span className="mono">{shown(s.instance.slice(0, 8))}</span> : t.wholeEnvironment,
  },
  {
    id: 'environment',
    header: t.environment,
    value: (s) => s.environment,
    cell: (s) => shown(s.environment),
  },
  {
    id: 'source',
    header: t.source,
    fact: true,
    value: (s) => s.source,
    cell: (s) => t.sourceNames[s.source],
  },
  {
    id: 'notCounted',
    header: t.notCounted,
    end: true,
    fact: true,
    value: (s) => s.notCounted,
    cell: (s) => (s.notCounted ? <span title={t.notCountedHint}>{exact(s.notCounted)}</span> : <None />),
  },
  {
    id: 'lastAt',
    header: t.last,
    end: true,
    fact: true,
    value: (s) => s.lastAt,
    cell: (s) => <Time at={s.lastAt} zone={zone} />,
  },
];

const skew = (i: Instance) =>
  i.clockSkewMs === null ? (
    <None />
  ) : Math.abs(i.clockSkewMs) > SKEW_LIMIT_MILLIS ? (
    <Flag text={duration(Math.abs(i.clockSkewMs))} tone="warn" />
  ) : (
    duration(Math.abs(i.clockSkewMs))
  );

const number = (value: number) => (value ? exact(value) : <None />);

const instanceColumns = (zone: string): Column<Instance>[] => [
  {
    id: 'instance',
    header: t.instance,
    value: (i) => i.id,
    cell: (i) => (
      <span className={c.row}>
        <span className="mono">{shown(i.id.slice(0, 8))}</span>
        <Flag text={i.online ? t.online : t.offline} {...(i.online && { tone: 'good' as const })} />
      </span>
    ),
  },
  {
    id: 'client',
    header: t.client,
    fact: true,
    value: (i) => i.client,
    cell: (i) => {
      const versions = Object.entries(i.versions).map(([name, version]) => `${name} ${version}`);
      return <span title={shown(versions.join(', '))}>{shown(i.client ?? '–')}</span>;
    },
  },
  {
    id: 'environment',
    header: t.environment,
    value: (i) => i.environment,
    cell: (i) => shown(i.environment),
  },
  timeColumn({
    id: 'lastSync',
    header: t.lastSync,
    fact: true,
    at: (row) => row.lastSync,
    zone,
  }),
  { id: 'skew', header: t.skew, end: true, value: (i) => i.clockSkewMs, cell: skew },
  {
    id: 'cpu',
    header: t.cpu,
    end: true,
    value: (i) => i.cpuPercent,
    cell: (i) => (i.cpuPercent === null ? <None /> : `${i.cpuPercent.toFixed(1)}%`),
  },
  {
    id: 'memory',
    header: t.memory,
    end: true,
    value: (i) => i.memoryBytes,
    cell: (i) => bytes(i.memoryBytes),
  },
  { id: 'messages', header: t.messages, end: true, value: (i) => i.messages, cell: (i) => exact(i.messages) },
  {
    id: 'rejected',
    header: t.rejected,
    end: true,
    fact: true,
    value: (i) => i.rejected,
    cell: (i) => number(i.rejected),
  },
  {
    id: 'corrected',
    header: t.corrected,
    end: true,
    value: (i) => i.corrected,
    cell: (i) => number(i.corrected),
  },
  {
    id: 'missing',
    header: t.missing,
    end: true,
    value: (i) => i.missingBatches,
    cell: (i) =>
      i.missingBatches ? (
        <span title={t.missingHint}>
          <Flag text={exact(i.missingBatches)} tone="warn" />
        </span>
      ) : (
        <None />
      ),
  },
];
