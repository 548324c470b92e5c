import { useMemo } from 'react';
import uPlot from 'uplot';
import { bucket } from '../lib/time';
import { ChartTip } from './ChartTip';
import { drawCursorLine, drawEndLabels, drawLevels, type Level } from './drawLines';
import { colorOf, middle } from './plot';
import { Plot } from './Plot';
import { NO_MARKS } from './grid';
import { notesAt } from './pins';
import type { Marks, Series, TimeAxis, Unit, Zoom } from './types';
import type { PlotSpec } from './usePlot';

type Props = {
  axis: TimeAxis;
  series: Series[];
  unit: Unit;
  /** Drawn dashed, behind the others. */
  comparison?: Series;
  marks?: Marks;
  levels?: Level[];
  /** Buckets with so little data that a percentile means little: hollow points. */
  thin?: boolean[];
  max?: number;
  log?: boolean;
  endLabels?: boolean;
  cursorKey?: string;
  height?: number;
  label: string;
  onZoom?: Zoom;
  onBack?: () => void;
};
const linear = uPlot.paths.linear?.();

/** Points that no line reaches: alone between two gaps. */
const isolated = (values: (number | null)[]): number[] =>
  values.flatMap((v, i) => (v !== null && values[i - 1] == null && values[i + 1] == null ? [i] : []));

function lineOf(series: Series, dashed: boolean, thin: boolean[] | undefined): uPlot.Series {
  // Asked for at each drawing: another theme has another colour.
  const stroke = () => colorOf(series.color);
  const hollow = (thin ?? []).flatMap((is, i) => (is && series.values[i] != null ? [i] : []));
  return {
    stroke,
    width: dashed ? 1.2 : 1.7,
    ...(linear && { paths: linear }),
    ...(dashed && { dash: [3.5, 3] }),
    spanGaps: false,
    points: {
      show: true,
      size: 5,
      stroke,
      fill: () => colorOf('var(--gh-surface)'),
      filter: () => (dashed ? [] : [...new Set([...isolated(series.values), ...hollow])]),
    },
  };
}

export function TimeLines(props: Props) {
  const { axis, series, unit, comparison, marks = NO_MARKS, levels, thin, max, log } = props;
  const { endLabels = false, cursorKey, height = 248 } = props;
  const spec = useMemo<PlotSpec>(() => {
    const visible = series.filter((s) => !s.hidden);
    const drawn = comparison ? [comparison, ...visible] : visible;
    // A logarithmic scale has no zero: such values become gaps.
    const values = (s: Series) => (log ? s.values.map((v) => (v !== null && v > 0 ? v : null)) : s.values);
    return {
      axis,
      data: [axis.times.map((_, i) => middle(axis, i)), ...drawn.map(values)],
      series: drawn.map((s) => lineOf(s, s === comparison, thin)),
      scale: log
        ? { distr: 3, log: 10 }
        : { range: (_plot, _min, top) => [0, max ?? Math.max(Number.EPSILON, top || 1) * 1.08] },
      unit,
      height,
      axisSize: 58,
      rightPadding: endLabels ? 40 : 2,
      marks,
      ...(cursorKey && { cursorKey }),
      draw: (plot, hovered) => {
        if (levels) drawLevels(plot, levels);
        if (endLabels) drawEndLabels(plot, visible);
        drawCursorLine(plot, axis, visible, hovered);
      },
    };
  }, [axis, series, unit, comparison, marks, levels, thin, max, log, endLabels, cursorKey, height]);
  const title = (index: number) => bucket(axis.times[index] ?? 0, axis.stepSeconds, axis.zone);
  const listed = [...series.filter((s) => !s.hidden), ...(comparison ? [comparison] : [])];
  const rows = (index: number) => listed.map((s) => row(s, index, unit));
  return (
    <Plot
      spec={spec}
      label={props.label}
      onZoom={props.onZoom}
      onBack={props.onBack}
      reading={(index) =>
        [
          title(index),
          ...rows(index).map((r) => `${r.label} ${r.value}`),
          ...notesAt(marks, axis, index),
        ].join(', ')
      }
      tip={({ index, x, own }, width) =>
        own && (
          <ChartTip
            title={title(index)}
            x={x}
            width={width}
            rows={rows(index)}
            notes={notesAt(marks, axis, index)}
          />
        )
      }
    />
  );
}

const row = (s: Series, index: number, unit: Unit) => ({
  key: s.key,
  label: s.label,
  color: s.color,
  value: unit.full(s.values[index]),
});
