import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { useMarks } from '../../api/ranged';
import { ChartFrame } from '../../charts/ChartFrame';
import { column, gridOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import { TimeLines } from '../../charts/TimeLines';
import { useHidden } from '../../charts/useHidden';
import { count } from '../../lib/format';
import { isoMinute } from '../../lib/time';
import { comparisonLabel } from '../../shell/ComparePicker';
import { useView } from '../../state/useView';
import { CHARTS, type Metric } from './metrics';

type Props = { answer: Schema<'Series'>; metric: Metric; summary: string };

export function TrafficChart({ answer, metric, summary }: Props) {
  const view = useView();
  const router = useRouter();
  const marks = useMarks();
  const chart = CHARTS[metric];
  const label = comparisonLabel(view);

  const grid = useMemo(() => gridOf(answer, answer.bars, view.zone), [answer, view.zone]);
  const plain = useMemo(() => chart.series(grid), [chart, grid]);
  const comparison = useMemo(() => {
    if (!answer.previous || !answer.previousFrom) return undefined;
    const bars = grid.place(answer.previous, answer.previousFrom);
    return { label, values: column(bars, (bar) => chart.value(bar, answer.stepSeconds)) };
  }, [answer, chart, grid, label]);
  const dashed = useMemo(
    () => comparison && { key: 'before', color: 'var(--gh-ghost)', ...comparison },
    [comparison],
  );
  const { series, toggle, isolate } = useHidden(plain);
  const totals = Object.fromEntries(
    series.map((s) => [s.key, count(s.values.reduce<number>((sum, value) => sum + (value ?? 0), 0))]),
  );

  const common = {
    axis: grid.axis,
    series,
    unit: chart.unit,
    marks,
    label: `${chart.note(answer.stepSeconds)}. ${summary}`,
    onZoom: (from: number, to: number) =>
      view.set({
        from: isoMinute(from),
        to: isoMinute(Math.max(to, from + 60_000)),
        range: undefined,
        step: undefined,
      }),
    onBack: () => router.history.back(),
  };
  return (
    <ChartFrame
      series={series}
      axis={grid.axis}
      unit={chart.unit}
      note={chart.note(answer.stepSeconds)}
      name={`${view.app}-${metric}`}
      {...(metric === 'requests' && { totals })}
      {...(comparison && { comparison })}
      onToggle={toggle}
      onIsolate={isolate}
    >
      {chart.kind === 'bars' ? (
        <TimeBars {...common} {...(comparison && { comparison })} />
      ) : (
        <TimeLines {...common} {...(dashed && { comparison: dashed })} />
      )}
    </ChartFrame>
  );
}
