import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { duration, exact, percent } from '../lib/format';
import { bucket, clock, dayName } from '../lib/time';
import { ChartTip } from './ChartTip';
import c from './charts.module.css';
import { colorOf } from './plot';
import type { TimeAxis } from './types';

export type HeatRow = { lowMs: number; highMs: number };
type Cell = { column: number; row: number };
type Props = {
  axis: TimeAxis;
  /** Ascending. */
  rows: HeatRow[];
  /** Counts per bucket and row; undefined where there is no data. */
  columns: (number[] | undefined)[];
  label: string;
  onPick: (from: number, to: number, row: HeatRow) => void;
};
const HEIGHT = 248;
const LEFT = 58;
const DAY_SECONDS = 86_400;

/** Response times over time: the darker a cell, the larger its share of the requests of that bucket. */
export function Heatmap({ axis, rows, columns, label, onPick }: Props) {
  const { ref: box, width } = useElementSize();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<Cell | null>(null);
  const scheme = useComputedColorScheme('light');
  const cellWidth = (width - LEFT) / Math.max(1, axis.times.length);
  const cellHeight = HEIGHT / Math.max(1, rows.length);

  useEffect(() => {
    const element = canvas.current;
    if (element && width > LEFT) paint(element, width, columns, cellWidth, cellHeight, rows.length);
  }, [width, scheme, columns, cellWidth, cellHeight, rows.length]);

  const at = (event: MouseEvent): Cell | null => {
    const place = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - place.left - LEFT) / cellWidth);
    const row = rows.length - 1 - Math.floor((event.clientY - place.top) / cellHeight);
    return column >= 0 && column < axis.times.length && rows[row] ? { column, row } : null;
  };
  const pick = (target: Cell | null) => {
    const start = target && axis.times[target.column];
    const row = target && rows[target.row];
    if (start && row) onPick(start, start + axis.stepSeconds * 1000, row);
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const step = steps[event.key];
    if (event.key === 'Enter') pick(cell);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const from = cell ?? { column: axis.times.length - 1, row: 0 };
    setCell({
      column: Math.min(axis.times.length - 1, Math.max(0, from.column + step[0])),
      row: Math.min(rows.length - 1, Math.max(0, from.row + step[1])),
    });
  };
  const reading = cell && describe(axis, rows, columns, cell);
  return (
    <div className={c.heat} ref={box}>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, axis.times.length - 1)}
        aria-valuenow={cell?.column ?? Math.max(0, axis.times.length - 1)}
        aria-valuetext={reading ? `${reading.title}, ${reading.range}: ${reading.count}` : label}
        onMouseMove={(event) => setCell(at(event))}
        onMouseLeave={() => setCell(null)}
        onClick={(event) => pick(at(event))}
        onKeyDown={move}
      >
        <canvas ref={canvas} style={{ height: HEIGHT }} />
      </div>
      <Ticks rows={rows} cellHeight={cellHeight} />
      <Times axis={axis} />
      {cell && reading && (
        <ChartTip
          title={reading.title}
          x={LEFT + (cell.column + 0.5) * cellWidth}
          width={width}
          rows={[{ key: 'cell', label: reading.range, value: reading.count, share: reading.share }]}
        />
      )}
    </div>
  );
}

function paint(
  element: HTMLCanvasElement,
  width: number,
  columns: (number[] | undefined)[],
  cellWidth: number,
  cellHeight: number,
  rows: number,
): void {
  const ratio = devicePixelRatio;
  element.width = width * ratio;
  element.height = HEIGHT * ratio;
  const context = element.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  const sunken = colorOf('var(--gh-sunken)');
  const color = colorOf('var(--gh-heat-1)');
  columns.forEach((counts, column) => {
    const total = counts?.reduce((a, b) => a + b, 0) ?? 0;
    if (!counts || total === 0) return;
    for (let row = 0; row < rows; row++) {
      const share = (counts[row] ?? 0) / total;
      // Square root: a few slow requests must be seen beside many fast ones.
      context.globalAlpha = share > 0 ? 0.12 + 0.88 * Math.sqrt(share) : 0.6;
      context.fillStyle = share > 0 ? color : sunken;
      const x = LEFT + column * cellWidth;
      const y = HEIGHT - (row + 1) * cellHeight;
      context.fillRect(x, y, Math.max(1, cellWidth - 1), Math.max(1, cellHeight - 1));
    }
  });
}

function describe(axis: TimeAxis, rows: HeatRow[], columns: (number[] | undefined)[], cell: Cell) {
  const counts = columns[cell.column];
  const row = rows[cell.row];
  const count = counts?.[cell.row];
  const total = counts?.reduce((a, b) => a + b, 0) ?? 0;
  return {
    title: bucket(axis.times[cell.column] ?? 0, axis.stepSeconds, axis.zone),
    range: row ? `${duration(row.lowMs)} – ${duration(row.highMs)}` : '',
    count: exact(count),
    share: total > 0 ? percent((count ?? 0) / total) : '',
  };
}

function Ticks({ rows, cellHeight }: { rows: HeatRow[]; cellHeight: number }) {
  const every = Math.max(1, Math.ceil(28 / cellHeight));
  return (
    <div className={`${c.heatTicks} num`} aria-hidden style={{ height: HEIGHT }}>
      {rows.map(
        (row, i) =>
          i % every === 0 && (
            <span key={row.lowMs} style={{ top: HEIGHT - i * cellHeight - (i === 0 ? 7 : 0) }}>
              {duration(row.lowMs)}
            </span>
          ),
      )}
    </div>
  );
}

function Times({ axis }: { axis: TimeAxis }) {
  const last = axis.times.length - 1;
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => axis.times[Math.round(share * last)] ?? 0);
  const format = axis.stepSeconds * axis.times.length > 2 * DAY_SECONDS ? dayName : clock;
  return (
    <div className={`${c.heatTimes} num`} aria-hidden>
      {marks.map((mark, i) => (
        <span key={i}>{format(mark, axis.zone)}</span>
      ))}
    </div>
  );
}
