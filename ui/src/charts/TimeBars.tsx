import { useMemo } from 'react';
import { copy } from '../copy';
import { percent } from '../lib/format';
import { bucket } from '../lib/time';
import { ChartTip, type TipRow } from './ChartTip';
import { drawBars } from './drawBars';
import { PlotHost } from './PlotHost';
import type { Annotation, Series, TimeAxis, Unit, Zoom } from './types';
import { type PlotSpec, usePlot } from './usePlot';

type Props = {
  axis: TimeAxis;
  /** Stacked in this order from the baseline up. */
  series: Series[];
  unit: Unit;
  comparison?: { label: string; values: (number | null)[] };
  annotations?: Annotation[];
  height?: number;
  label: string;
  onZoom?: Zoom;
  onBack?: () => void;
};
const NO_ANNOTATIONS: Annotation[] = [];
const nothing = () => null;

export function TimeBars(props: Props) {
  const { axis, series, unit, comparison, annotations = NO_ANNOTATIONS, height = 248, label } = props;
  const spec = useMemo<PlotSpec>(() => {
    const visible = series.filter((s) => !s.hidden);
    const totals = axis.times.map((_, i) => visible.reduce((sum, s) => sum + (s.values[i] ?? 0), 0));
    return {
      axis,
      data: [axis.times.map((at) => at / 1000), totals, comparison?.values ?? totals],
      series: [
        { paths: nothing, points: { show: false } },
        { paths: nothing, points: { show: false } },
      ],
      scale: { range: (_plot, _min, max) => [0, Math.max(1, max) * 1.06] },
      unit,
      height,
      annotations,
      draw: (plot, hovered) => drawBars(plot, axis, visible, comparison?.values, hovered),
    };
  }, [axis, series, unit, comparison, annotations, height]);
  const plot = usePlot(spec, props.onZoom, props.onBack);

  const index = plot.cursor?.index;
  const at = index === undefined ? undefined : axis.times[index];
  const rows: TipRow[] = index === undefined ? [] : tipRows(series, index, unit);
  const title = at === undefined ? '' : bucket(at, axis.stepSeconds, axis.zone);
  const before = index === undefined ? undefined : comparison?.values[index];
  const reading = title && [title, ...rows.map((r) => `${r.label} ${r.value}`)].join(', ');
  return (
    <PlotHost plot={plot} label={label} reading={reading}>
      {plot.cursor && (
        <ChartTip
          title={title}
          x={plot.cursor.x}
          width={plot.width}
          rows={rows}
          foot={
            comparison && (
              <>
                {copy.chart.compared(comparison.label, unit.full(before))} · {copy.chart.dragHint}
              </>
            )
          }
        />
      )}
    </PlotHost>
  );
}

function tipRows(series: Series[], index: number, unit: Unit): TipRow[] {
  const visible = series.filter((s) => !s.hidden);
  const total = visible.reduce((sum, s) => sum + (s.values[index] ?? 0), 0);
  const rows = visible.map((s) => ({
    key: s.key,
    label: s.label,
    color: s.color,
    value: unit.full(s.values[index]),
    share: total > 0 ? percent((s.values[index] ?? 0) / total) : '',
  }));
  return visible.length > 1
    ? [...rows, { key: 'total', label: copy.chart.total, value: unit.full(total) }]
    : rows;
}
