import { useMemo } from 'react';
import { copy } from '../copy';
import { percent } from '../lib/format';
import { bucket } from '../lib/time';
import { ChartTip, type TipRow } from './ChartTip';
import { drawBars } from './drawBars';
import { Plot } from './Plot';
import { NO_MARKS } from './grid';
import { notesAt } from './pins';
import type { Marks, Series, TimeAxis, Unit, Zoom } from './types';
import type { PlotSpec } from './usePlot';

type Props = {
  axis: TimeAxis;
  /** Stacked in this order from the baseline up. */
  series: Series[];
  unit: Unit;
  comparison?: { label: string; values: (number | null)[] };
  marks?: Marks;
  height?: number;
  /** Room for the figures of the value axis in pixels; 0 leaves the axis out. */
  axisSize?: number;
  label: string;
  onZoom?: Zoom;
  onBack?: () => void;
};
const nothing = () => null;

export function TimeBars(props: Props) {
  const { axis, series, unit, comparison, marks = NO_MARKS, height = 248, axisSize, label } = props;
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
      ...(axisSize !== undefined && { axisSize }),
      marks,
      draw: (plot, hovered) => drawBars(plot, axis, visible, comparison?.values, hovered),
    };
  }, [axis, series, unit, comparison, marks, height, axisSize]);
  const title = (index: number) => bucket(axis.times[index] ?? 0, axis.stepSeconds, axis.zone);
  return (
    <Plot
      spec={spec}
      label={label}
      onZoom={props.onZoom}
      onBack={props.onBack}
      reading={(index) =>
        [
          title(index),
          ...tipRows(series, index, unit).map((r) => `${r.label} ${r.value}`),
          ...notesAt(marks, axis, index),
        ].join(', ')
      }
      tip={({ index, x }, width) => (
        <ChartTip
          title={title(index)}
          x={x}
          width={width}
          rows={tipRows(series, index, unit)}
          notes={notesAt(marks, axis, index)}
          foot={
            comparison &&
            `${copy.chart.compared(comparison.label, unit.full(comparison.values[index]))} · ${copy.chart.dragHint}`
          }
        />
      )}
    />
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
