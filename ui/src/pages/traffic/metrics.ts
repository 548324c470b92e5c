import { column, type Grid } from '../../charts/grid';
import type { Series, Unit } from '../../charts/types';
import type { Schema } from '../../api/client';
import { copy } from '../../copy';
import { axis, axisBytes, bytes, exact, percent, perUnit } from '../../lib/format';
import { span } from '../../lib/time';

/** What the chart of the traffic page can show; the same names stand in the address as `m`. */
export const METRICS = ['requests', 'rate', 'errors', 'bytes', 'consumers'] as const;
export type Metric = (typeof METRICS)[number];
export const metricOf = (name: string | undefined): Metric =>
  METRICS.find((metric) => metric === name) ?? 'requests';

type Bar = Schema<'Bar'>;
export const total = (bar: Bar): number =>
  bar.successful + bar.redirects + bar.clientErrors + bar.serverErrors;
export const errorRate = (bar: Bar): number | null =>
  total(bar) > 0 ? (bar.clientErrors + bar.serverErrors) / total(bar) : null;
export const transferred = (bar: Bar): number => bar.requestBytes + bar.responseBytes;

export type MetricChart = {
  kind: 'bars' | 'lines';
  unit: Unit;
  note: (stepSeconds: number) => string;
  series: (grid: Grid<Bar>) => Series[];
  /** The one figure that is compared. */
  value: (bar: Bar, stepSeconds: number) => number | null;
};

const counts: Unit = { axis, full: exact };
const t = copy.pages.traffic;

/** Errors first: they sit on the baseline. */
const CLASSES: { key: string; label: string; color: string; value: (bar: Bar) => number }[] = [
  { key: '5xx', label: '5xx', color: 'var(--gh-s-server)', value: (bar) => bar.serverErrors },
  { key: '4xx', label: '4xx', color: 'var(--gh-s-client)', value: (bar) => bar.clientErrors },
  { key: '3xx', label: '3xx', color: 'var(--gh-s-redir)', value: (bar) => bar.redirects },
  { key: '2xx', label: '2xx', color: 'var(--gh-s-ok)', value: (bar) => bar.successful },
];

const line = (key: string, label: string, color: string, values: (number | null)[]): Series => ({
  key,
  label,
  color,
  values,
});

export const CHARTS: Record<Metric, MetricChart> = {
  requests: {
    kind: 'bars',
    unit: counts,
    note: (step) => t.unitRequests(span(step)),
    series: ({ bars }) =>
      CLASSES.map(({ key, label, color, value }) => line(key, label, color, column(bars, value))),
    value: total,
  },
  rate: {
    kind: 'lines',
    unit: { axis, full: perUnit },
    note: () => t.unitRate,
    series: ({ bars, axis: { stepSeconds } }) => [
      line(
        'rate',
        t.rate,
        'var(--gh-s-ok)',
        column(bars, (bar) => (total(bar) * 60) / stepSeconds),
      ),
    ],
    value: (bar, step) => (total(bar) * 60) / step,
  },
  errors: {
    kind: 'lines',
    unit: { axis: percent, full: percent },
    note: () => t.unitErrors,
    series: ({ bars }) => [
      line(
        '4xx',
        '4xx',
        'var(--gh-s-client)',
        column(bars, (bar) => (total(bar) ? bar.clientErrors / total(bar) : null)),
      ),
      line(
        '5xx',
        '5xx',
        'var(--gh-s-server)',
        column(bars, (bar) => (total(bar) ? bar.serverErrors / total(bar) : null)),
      ),
    ],
    value: errorRate,
  },
  bytes: {
    kind: 'lines',
    unit: { axis: axisBytes, full: bytes },
    note: (step) => t.unitBytes(span(step)),
    series: ({ bars }) => [
      line(
        'in',
        t.in,
        'var(--gh-c3)',
        column(bars, (bar) => bar.requestBytes),
      ),
      line(
        'out',
        t.out,
        'var(--gh-s-ok)',
        column(bars, (bar) => bar.responseBytes),
      ),
    ],
    value: transferred,
  },
  consumers: {
    kind: 'bars',
    unit: counts,
    note: (step) => t.unitConsumers(span(step)),
    series: ({ bars }) => [
      line(
        'new',
        t.fresh,
        'var(--gh-accent)',
        column(bars, (bar) => bar.newConsumers),
      ),
      line(
        'returning',
        t.returning,
        'var(--gh-s-ok)',
        column(bars, (bar) => bar.consumers - bar.newConsumers),
      ),
    ],
    value: (bar) => bar.consumers,
  },
};
