import type { Schema } from '../../api/client';
import { gridOf, column, thinned } from '../../charts/grid';
import { Delta } from '../../components/values';
import type { Tile } from '../../components/Tiles';
import { copy } from '../../copy';
import { bytes, count, exact, percent, perUnit } from '../../lib/format';
import { clock } from '../../lib/time';
import { errorRate, METRICS, type Metric, total, transferred } from './metrics';

type Summary = Schema<'Summary'>;
type Series = Schema<'Series'>;
type Bar = Schema<'Bar'>;
const t = copy.pages.traffic;
const MINUTE = 60_000;

const TRENDS: Record<Metric, (bar: Bar) => number | null> = {
  requests: total,
  rate: total,
  errors: errorRate,
  bytes: transferred,
  consumers: (bar) => bar.consumers,
};

/** The five headline figures; each is also the switch for what the chart shows. */
export function trafficTiles(
  summary: Summary,
  series: Series | undefined,
  zone: string,
  compared: string,
): Tile[] {
  const { current, previous } = summary;
  const minutes = Math.max(
    1,
    (Math.min(Date.now(), Date.parse(summary.to)) - Date.parse(summary.from)) / MINUTE,
  );
  const title = copy.change.title(compared);
  const sum = (f: Schema<'Figures'>) => f.requestBytes + f.responseBytes;
  const rest: Record<Metric, Omit<Tile, 'id' | 'trend'>> = {
    requests: {
      label: t.requests,
      value: count(current.requests),
      delta: <Delta now={current.requests} before={previous?.requests} title={title} />,
      ...(previous && { sub: t.before(count(previous.requests), compared) }),
    },
    rate: {
      label: t.rate,
      value: perUnit(current.requests / minutes),
      delta: <Delta now={current.requests} before={previous?.requests} title={title} />,
      ...peak(series, zone),
    },
    errors: {
      label: t.errors,
      value: percent(current.errorRate),
      delta: (
        <Delta now={current.errorRate} before={previous?.errorRate} good="down" as="points" title={title} />
      ),
      sub: t.errorParts(count(current.clientErrors), count(current.serverErrors)),
    },
    bytes: {
      label: t.bytes,
      value: bytes(sum(current)),
      delta: <Delta now={sum(current)} before={previous ? sum(previous) : null} title={title} />,
      sub: t.byteParts(bytes(current.requestBytes), bytes(current.responseBytes)),
    },
    consumers: {
      label: t.consumers,
      value: count(current.consumers),
      delta: <Delta now={current.consumers} before={previous?.consumers} good="up" title={title} />,
      sub: t.consumerParts(exact(current.newConsumers), exact(current.consumers - current.newConsumers)),
    },
  };
  const bars = series ? gridOf(series, series.bars, zone).bars : [];
  return METRICS.map((id) => ({ id, ...rest[id], trend: thinned(column(bars, TRENDS[id])) }));
}

function peak(series: Series | undefined, zone: string): { sub?: string } {
  if (!series) return {};
  const top = series.bars.reduce<Bar | undefined>(
    (best, bar) => (best && total(best) >= total(bar) ? best : bar),
    undefined,
  );
  if (!top) return {};
  return { sub: t.peak(perUnit((total(top) * 60) / series.stepSeconds), clock(Date.parse(top.at), zone)) };
}
