import { Sparkline } from '../../charts/Sparkline';
import { AppLink } from '../../components/AppLink';
import { None, Time } from '../../components/values';
import { copyUptime as t } from '../../copy/watch';
import { duration } from '../../lib/format';
import { shown } from '../../lib/text';
import type { Monitor } from './api';
import { MonitorState } from './MonitorState';
import { UptimeBar } from './UptimeBar';
import c from './uptime.module.css';

const DAY = 86_400_000;

/** Rounded down: what was down for a second was not up all the time. */
export const uptime = (share: number | null | undefined): string | null =>
  share == null ? null : share === 1 ? '100%' : `${(Math.floor(share * 10_000) / 100).toFixed(2)}%`;

export const daysLeft = (at: string | null): number | null =>
  at === null ? null : Math.floor((Date.parse(at) - Date.now()) / DAY);

/** One monitor; the whole row opens it. */
export function MonitorRow({ monitor, zone }: { monitor: Monitor; zone: string }) {
  const latency = monitor.latencies.filter((value) => value !== null).at(-1);
  const days = daysLeft(monitor.certificateUntil);
  return (
    <li className={c.row}>
      <MonitorState state={monitor.state} />
      <span className={c.name}>
        <AppLink page="uptime" id={monitor.id} className={c.open}>
          {shown(monitor.name)}
        </AppLink>
        <small>{monitor.state === 'down' ? shown(monitor.cause) : t.kinds[monitor.kind]}</small>
      </span>
      <UptimeBar segments={monitor.segments} />
      {monitor.uptimes.map((share, i) => (
        <span key={t.windows[i]} className={`${c.share} num`} data-first={i === 0 || undefined}>
          {uptime(share) ?? <None />}
          <small>{t.windows[i]}</small>
        </span>
      ))}
      <span className={`${c.latency} num`}>
        <Sparkline values={monitor.latencies} width={64} />
        <small>{latency == null ? <None /> : duration(latency)}</small>
      </span>
      <span className={`${c.last} num`}>
        <Time at={monitor.lastCheckAt} zone={zone} />
        {days !== null && <small data-warn={days < 14 || undefined}>{t.certificate(days)}</small>}
      </span>
    </li>
  );
}
