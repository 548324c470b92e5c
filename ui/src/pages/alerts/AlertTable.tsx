import { answer, client } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Flag, None } from '../../components/values';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { span } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import type { Column } from '../../table/columns';
import { timeColumn } from '../../table/kinds';
import { ListTable } from '../../table/ListTable';
import table from '../../table/table.module.css';
import { type Alert, useAlerts } from './api';
import c from './alerts.module.css';

const TONES = { critical: 'bad', warning: 'warn', info: undefined } as const;
const STATES = { waiting: 'warn', delivered: 'good', failed: 'bad' } as const;

const secondsOf = (r: Alert): number | null =>
  r.endedAt === null ? null : Math.round((Date.parse(r.endedAt) - Date.parse(r.startedAt)) / 1000);

function Told({ alert }: { alert: Alert }) {
  if (alert.silenced) return <Flag text={t.notTold} tone="warn" />;
  if (alert.deliveries.length === 0) return <None />;
  return alert.deliveries.map((one) => (
    <span key={one.id} title={`${one.answer} (${t.tries(one.attempts)})`}>
      <Flag text={`${shown(one.channelName)} ${t.deliveries[one.state]}`} tone={STATES[one.state]} />{' '}
    </span>
  ));
}

function Care({ alert }: { alert: Alert }) {
  const { app } = useView();
  const mayChange = useMay('editor');
  const take = useChange(
    () =>
      answer(
        client.POST('/apps/{app}/alerts/{alert}/acknowledge', {
          params: { path: { app, alert: alert.id } },
          body: {},
        }),
      ),
    { refresh: [['app', app, 'alerts']] },
  );
  if (alert.acknowledgedAt !== null) return t.acknowledged(shown(alert.acknowledgedBy));
  if (alert.endedAt !== null || !mayChange) return <None />;
  return (
    <span className={c.buttons}>
      <Button disabled={take.isPending} onClick={() => take.mutate()}>
        {t.acknowledge}
      </Button>
    </span>
  );
}

const columnsOf = (zone: string): Column<Alert>[] => [
  {
    id: 'rule',
    header: t.rule,
    value: (r) => r.ruleName,
    cell: (r) => (
      <span className={table.primary}>
        <AppLink page="alerts" id={r.ruleId} className={table.rowLink} data-row-link>
          {shown(r.label ? `${r.ruleName}: ${r.label}` : r.ruleName)}
        </AppLink>{' '}
        <Flag text={t.severities[r.severity]} tone={TONES[r.severity]} />
        {r.detail && <small className={c.detail}>{shown(r.detail)}</small>}
      </span>
    ),
  },
  timeColumn({
    id: 'started',
    header: t.from,
    at: (row) => row.startedAt,
    zone,
  }),
  {
    id: 'lasted',
    header: t.lasted,
    end: true,
    fact: true,
    value: secondsOf,
    cell: (r) => {
      const seconds = secondsOf(r);
      return seconds === null ? <Flag text={t.ongoing} tone="bad" /> : span(seconds);
    },
  },
  {
    id: 'told',
    header: t.told,
    fact: true,
    value: (r) => r.deliveries.map((one) => `${one.channelName} ${one.state}`).join(', '),
    cell: (r) => <Told alert={r} />,
  },
  {
    id: 'care',
    header: t.care,
    fact: true,
    value: (r) => r.acknowledgedBy,
    cell: (r) => <Care alert={r} />,
  },
];

/** What fired, of all rules or of one, newest first. */
export function AlertTable({ rule = '' }: { rule?: string }) {
  const { app, zone } = useView();
  const query = useAlerts(app, rule, false);
  return (
    <ListTable
      label={t.history}
      query={query}
      columns={columnsOf(zone)}
      rowKey={(row) => row.id}
      none={t.noHistory}
      height={300}
    />
  );
}
