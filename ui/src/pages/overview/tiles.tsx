import type { Schema } from '../../api/client';
import { column, gridOf, thinned } from '../../charts/grid';
import type { Tile } from '../../components/Tiles';
import { Delta } from '../../components/values';
import { copy } from '../../copy';
import { copyOverview as t } from '../../copy/overview';
import { apdex, count, duration, NONE, percent } from '../../lib/format';
import { uptime } from '../uptime/MonitorRow';
import type { Overview } from './api';

type Bar = Schema<'Bar'>;
const total = (bar: Bar) => bar.successful + bar.redirects + bar.clientErrors + bar.serverErrors;
const failed = (bar: Bar) => (total(bar) ? (bar.clientErrors + bar.serverErrors) / total(bar) : null);

/** Six figures, each a way to the page that explains it. */
export function overviewTiles(
  { current, previous, up }: Overview,
  series: Schema<'Series'> | undefined,
  zone: string,
  compared: string,
): Tile[] {
  const title = copy.change.title(compared);
  const bars = series ? gridOf(series, series.bars, zone).bars : [];
  const trend = (value: (bar: Bar) => number | null) => thinned(column(bars, value));
  return [
    {
      id: 'requests',
      page: 'traffic',
      label: t.requests,
      value: count(current.requests),
      delta: <Delta now={current.requests} before={previous?.requests} title={title} />,
      trend: trend(total),
    },
    {
      id: 'errors',
      page: 'errors',
      label: t.errorRate,
      value: percent(current.errorRate),
      delta: (
        <Delta now={current.errorRate} before={previous?.errorRate} good="down" as="points" title={title} />
      ),
      trend: trend(failed),
    },
    {
      id: 'p95',
      page: 'performance',
      label: t.p95,
      value: duration(current.p95Ms),
      delta: <Delta now={current.p95Ms} before={previous?.p95Ms} good="down" title={title} />,
    },
    {
      id: 'apdex',
      page: 'performance',
      label: t.apdex,
      value: apdex(current.apdex),
      delta: <Delta now={current.apdex} before={previous?.apdex} good="up" as="absolute" title={title} />,
    },
    {
      id: 'up',
      page: 'uptime',
      label: t.up,
      value: uptime(up.uptime) ?? NONE,
      delta: <Delta now={up.uptime} before={up.previousUptime} good="up" as="points" title={title} />,
      sub:
        up.monitors === 0
          ? t.noMonitors
          : up.down > 0
            ? t.downNow(up.down, up.monitors)
            : t.upNow(up.monitors),
    },
    {
      id: 'consumers',
      page: 'consumers',
      label: t.consumers,
      value: count(current.consumers),
      delta: <Delta now={current.consumers} before={previous?.consumers} good="up" title={title} />,
      trend: trend((bar) => bar.consumers),
    },
  ];
}
