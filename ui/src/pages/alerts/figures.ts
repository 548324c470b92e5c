import type { Unit } from '../../charts/types';
import { axis as plain, axisBytes, axisDuration, bytes, count, duration } from '../../lib/format';

/** A value of a rule with its unit. */
export function figure(value: number | null | undefined, unit: string): string {
  if (value == null) return '–';
  if (unit === '%') return `${Number(value.toFixed(value < 10 ? 2 : 1))}%`;
  if (unit === 'ms') return duration(value);
  if (unit === 'B') return bytes(value);
  if (unit === '×') return `${value.toFixed(1)}×`;
  return value < 10 && !Number.isInteger(value) ? value.toFixed(2) : count(value);
}

const AXES: Record<string, Unit['axis']> = {
  ms: axisDuration,
  B: axisBytes,
  '%': (value, max) => `${plain(value, max)}%`,
};

export const unitOf = (unit: string): Unit => ({
  axis: AXES[unit] ?? plain,
  full: (value) => figure(value, unit),
});
