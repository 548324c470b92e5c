import type { ReactNode } from 'react';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/values';
import { copyUptime as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import type { Monitor } from './api';
import { daysLeft } from './MonitorRow';
import c from './uptime.module.css';

const mono = (text: string) => <span className="mono">{shown(text)}</span>;

/** What a monitor does, as far as it was said. */
export function MonitorFacts({ monitor: m }: { monitor: Monitor }) {
  const { zone } = useView();
  const days = daysLeft(m.certificateUntil);
  const rows: [string, ReactNode][] = [
    [t.kind, t.kinds[m.kind]],
    [t.url, m.url && mono(`${m.method ?? 'GET'} ${m.url}`)],
    [t.host, m.host && mono(`${m.host}:${m.port ?? ''}`)],
    [t.environment, m.environment],
    [t.expect, m.expect && t.expects[m.expect === 'every' ? 'every' : 'any']],
    [t.schedule, m.schedule && mono(`${m.schedule} ${m.zone ?? 'UTC'}`)],
    [t.interval, m.intervalSeconds],
    [t.retries, m.kind !== 'push' && m.kind !== 'heartbeat' && m.retries],
    [t.headers, m.headerNames && mono(m.headerNames.join(', '))],
    [t.expectedStatus, m.expectedStatus && mono(m.expectedStatus)],
    [t.bodyContains, m.bodyContains && mono(m.bodyContains)],
    [t.jsonPath, m.jsonPath && mono(`${m.jsonPath} ${m.jsonValue ?? ''}`)],
    [t.latencyLimit, m.latencyLimitMs],
    [t.certificateLabel, days !== null && t.certificate(days)],
    [t.lastCheck, m.lastCheckAt && <Time at={m.lastCheckAt} zone={zone} />],
  ];
  return (
    <Panel label={t.settings} title={t.settings}>
      <dl className={c.facts}>
        {rows
          .filter(([, value]) => value || value === 0)
          .map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
