import type { Schema } from '../../api/client';
import { Panel } from '../../components/Panel';
import { Flag, None, Status, Time } from '../../components/values';
import { copyUptime as t } from '../../copy/watch';
import { duration } from '../../lib/format';
import { shown } from '../../lib/text';
import { span } from '../../lib/time';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { ListTable } from '../../table/ListTable';
import { useChecks, useIncidents } from './api';

type Check = Schema<'Check'>;
type Incident = Schema<'Incident'>;
const TONES = { up: 'good', down: 'bad', maintenance: 'warn' } as const;

const checkColumns = (zone: string): Column<Check>[] => [
  { id: 'at', header: t.time, value: (r) => r.at, cell: (r) => <Time at={r.at} zone={zone} /> },
  {
    id: 'outcome',
    header: t.outcome,
    fact: true,
    value: (r) => r.outcome,
    cell: (r) => <Flag text={t.states[r.outcome]} tone={TONES[r.outcome]} />,
  },
  {
    id: 'status',
    header: 'HTTP',
    value: (r) => r.status,
    cell: (r) => (r.status === null ? <None /> : <Status code={r.status} />),
  },
  {
    id: 'cause',
    header: t.cause,
    fact: true,
    value: (r) => r.cause,
    cell: (r) => (r.cause ? shown(r.cause) : <None />),
  },
  ...(['dnsMs', 'connectMs', 'tlsMs', 'firstByteMs'] as const).map((key): Column<Check> => ({
    id: key,
    header: t.phase[key],
    end: true,
    value: (r) => r[key],
    cell: (r) => (r[key] === null ? <None /> : duration(r[key])),
  })),
  {
    id: 'totalMs',
    header: t.total,
    end: true,
    fact: true,
    value: (r) => r.totalMs,
    cell: (r) => (r.totalMs === null ? <None /> : duration(r.totalMs)),
  },
];

/** Single checks, newest first. */
export function CheckTable({ id }: { id: string }) {
  const { zone } = useView();
  const query = useChecks(id);
  return (
    <Panel label={t.checks} title={t.checks}>
      <ListTable
        label={t.checks}
        query={query}
        columns={checkColumns(zone)}
        rowKey={(row) => row.at}
        none={<Message title={t.noChecks} text={t.noChecksText} />}
        height={300}
      />
    </Panel>
  );
}

const lengthOf = (r: Incident): number | null =>
  r.endedAt === null ? null : Math.round((Date.parse(r.endedAt) - Date.parse(r.startedAt)) / 1000);

const incidentColumns = (zone: string): Column<Incident>[] => [
  {
    id: 'started',
    header: t.started,
    value: (r) => r.startedAt,
    cell: (r) => <Time at={r.startedAt} zone={zone} />,
  },
  { id: 'cause', header: t.cause, fact: true, value: (r) => r.cause, cell: (r) => shown(r.cause) },
  {
    id: 'lasted',
    header: t.lasted,
    end: true,
    fact: true,
    value: lengthOf,
    cell: (r) => {
      const seconds = lengthOf(r);
      return seconds === null ? <Flag text={t.ongoing} tone="bad" /> : span(seconds);
    },
  },
];

/** When it was down, and why. */
export function IncidentTable({ id }: { id: string }) {
  const { zone } = useView();
  const query = useIncidents(id);
  return (
    <Panel label={t.incidents} title={t.incidents}>
      <ListTable
        label={t.incidents}
        query={query}
        columns={incidentColumns(zone)}
        rowKey={(row) => row.id}
        none={t.noIncidents}
        height={200}
      />
    </Panel>
  );
}
