import type { Tile } from '../../components/Tiles';
import { Delta } from '../../components/values';
import { copy } from '../../copy';
import { copyReports as t } from '../../copy/reports';
import { count, duration, NONE, percent } from '../../lib/format';
import { uptime } from '../uptime/MonitorRow';
import type { Report } from './api';

const rate = (part: number | undefined, all: number | undefined): number | null =>
  part === undefined || !all ? null : part / all;

/** The figures of a report against those of the period before. */
export function reportTiles({ current, previous, up, previousTitle }: Report): Tile[] {
  const title = copy.change.title(previousTitle);
  const before = previous ?? undefined;
  const shares = [
    { id: 'server', label: t.server, of: 'serverErrors' },
    { id: 'client', label: t.client, of: 'clientErrors' },
  ] as const;
  return [
    {
      id: 'requests',
      label: t.requests,
      value: count(current.requests),
      delta: <Delta now={current.requests} before={before?.requests} title={title} />,
    },
    ...shares.map(({ id, label, of }) => ({
      id,
      label,
      value: percent(rate(current[of], current.requests)),
      delta: (
        <Delta
          now={rate(current[of], current.requests)}
          before={rate(before?.[of], before?.requests)}
          good="down"
          as="points"
          title={title}
        />
      ),
    })),
    {
      id: 'p95',
      label: t.p95,
      value: duration(current.p95Ms),
      delta: <Delta now={current.p95Ms} before={before?.p95Ms} good="down" title={title} />,
    },
    {
      id: 'consumers',
      label: t.consumers,
      value: count(current.consumers),
      delta: <Delta now={current.consumers} before={before?.consumers} title={title} />,
    },
    {
      id: 'up',
      label: t.up,
      value: uptime(up.uptime) ?? NONE,
      delta: <Delta now={up.uptime} before={up.previousUptime} good="up" as="points" title={title} />,
    },
  ];
}
