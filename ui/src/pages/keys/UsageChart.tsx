import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { ChartFrame } from '../../charts/ChartFrame';
import { column, gridOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import type { Series } from '../../charts/types';
import { useHidden } from '../../charts/useHidden';
import { Panel } from '../../components/Panel';
import { copyKeys as t } from '../../copy/keys';
import { axis, count, exact } from '../../lib/format';
import { isoMinute, span } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { useUsageSeries } from './api';

const UNIT = { axis, full: exact };
const OUTCOMES = [
  { key: 'served', color: 'var(--gh-s-ok)' },
  { key: 'serverErrors', color: 'var(--gh-s-server)' },
  { key: 'rateLimited', color: 'var(--gh-s-redir)' },
  { key: 'refused', color: 'var(--gh-s-client)' },
] as const;

/** What came of the calls with API keys over time, of all keys or of one. */
export function UsageChart({ apiKey = '' }: { apiKey?: string }) {
  const query = useUsageSeries(apiKey);
  return (
    <Panel label={t.chart}>
      <Loadable query={query} what={t.chart.toLowerCase()} height={260}>
        {(answer) => <Chart answer={answer} />}
      </Loadable>
    </Panel>
  );
}

function Chart({ answer }: { answer: Schema<'UsageSeries'> }) {
  const view = useView();
  const router = useRouter();
  const grid = useMemo(() => gridOf(answer, answer.bars, view.zone), [answer, view.zone]);
  const all: Series[] = useMemo(
    () =>
      OUTCOMES.map(({ key, color }) => ({
        key,
        color,
        label: t.outcomes[key],
        values: column(grid.bars, (bar) => bar.sums[key]),
      })),
    [grid],
  );
  const { series, toggle, isolate } = useHidden(all);
  const note = t.unit(span(answer.stepSeconds));
  const totals = Object.fromEntries(
    series.map((s) => [s.key, count(s.values.reduce<number>((sum, value) => sum + (value ?? 0), 0))]),
  );
  return (
    <ChartFrame
      series={series}
      axis={grid.axis}
      unit={UNIT}
      note={note}
      name={`${view.app}-usage`}
      totals={totals}
      onToggle={toggle}
      onIsolate={isolate}
    >
      <TimeBars
        axis={grid.axis}
        series={series}
        unit={UNIT}
        height={180}
        label={`${t.chart}, ${note}`}
        onZoom={(from, to) =>
          view.set({ from: isoMinute(from), to: isoMinute(Math.max(to, from + 60_000)), range: undefined })
        }
        onBack={() => router.history.back()}
      />
    </ChartFrame>
  );
}
