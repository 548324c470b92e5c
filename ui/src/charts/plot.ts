import uPlot from 'uplot';
import { clock, dayName } from '../lib/time';
import type { TimeAxis, Unit } from './types';

export const FONT = '11px "Inter Variable", system-ui, sans-serif';

/** Canvas knows no custom properties: turns `var(--gh-…)` into the colour it has in the current theme. */
export function colorOf(token: string): string {
  if (!token.startsWith('var(')) return token;
  return getComputedStyle(document.documentElement).getPropertyValue(token.slice(4, -1)).trim();
}

const isMidnight = (at: number, zone: string): boolean => clock(at, zone) === '00:00';

export function timeAxis(axis: TimeAxis): uPlot.Axis {
  const daily = axis.stepSeconds >= 86_400;
  return {
    stroke: colorOf('var(--gh-axis)'),
    font: FONT,
    grid: { show: false },
    ticks: { show: false },
    size: 28,
    gap: 9,
    space: 84,
    // A label that the edge would cut is left out.
    values: (plot, seconds) =>
      seconds.map((s) =>
        plot.valToPos(s, 'x') > plot.width - plot.bbox.left / devicePixelRatio - 22
          ? ''
          : daily || isMidnight(s * 1000, axis.zone)
            ? dayName(s * 1000, axis.zone)
            : clock(s * 1000, axis.zone),
      ),
  };
}

export function valueAxis(unit: Unit, size: number): uPlot.Axis {
  return {
    stroke: colorOf('var(--gh-axis)'),
    font: FONT,
    grid: { stroke: colorOf('var(--gh-grid)'), width: 1 },
    ticks: { show: false },
    size,
    gap: 8,
    space: 46,
    values: (_plot, values) => {
      const max = values.reduce((a, b) => Math.max(a, b ?? 0), 0);
      return values.map((value) => (value == null ? '' : unit.axis(value, max)));
    },
  };
}

export const zoned = (zone: string) => (seconds: number) => uPlot.tzDate(new Date(seconds * 1000), zone);

export function indexAt(axis: TimeAxis, seconds: number): number {
  const first = axis.times[0] ?? 0;
  const index = Math.floor((seconds * 1000 - first) / (axis.stepSeconds * 1000));
  return Math.min(axis.times.length - 1, Math.max(0, index));
}

/** Middle of a bucket in seconds, where lines put their point and the cursor rests. */
export const middle = (axis: TimeAxis, index: number): number =>
  (axis.times[index] ?? 0) / 1000 + axis.stepSeconds / 2;
