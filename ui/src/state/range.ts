import { DAY, startOfDay, startOfMonth } from '../lib/time';

/** Named ranges, comparisons and bucket sizes. All arithmetic on epoch milliseconds in the reader's zone. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * DAY;

const SLIDING = {
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '6h': 6 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
  '90d': 90 * DAY,
  '12mo': 365 * DAY,
} as const;

export const RANGES = [
  '15m',
  '1h',
  '6h',
  '24h',
  '7d',
  '30d',
  '90d',
  '12mo',
  'today',
  'yesterday',
  'mtd',
  'lastmonth',
] as const;
export type RangeName = (typeof RANGES)[number];
export const COMPARISONS = ['prev', 'week', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const DEFAULT_RANGE: RangeName = '24h';

export type Window = {
  from: number;
  to: number;
  /** Bucket in seconds. */
  step: number;
  /** The window reaches the present, so its last bucket is still filling. */
  live: boolean;
};

export type RangeState = { range: RangeName; from?: number; to?: number; step?: number };

const STEPS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800];
const MAX_POINTS = 300;

/** The smallest step that gives at most 120 bars. */
export function autoStep(spanMillis: number): number {
  const seconds = spanMillis / 1000;
  return STEPS.find((step) => seconds / step <= 120) ?? 604_800;
}

/** Steps a reader may choose for a span: at least 6 bars, at most 300. */
export const stepChoices = (spanMillis: number): number[] =>
  STEPS.filter((step) => spanMillis / 1000 / step <= MAX_POINTS && spanMillis / 1000 / step >= 6);

function bounds(state: RangeState, now: number, zone: string): [from: number, to: number] {
  if (state.from !== undefined && state.to !== undefined && state.to > state.from)
    return [state.from, state.to];
  switch (state.range) {
    case 'today':
      return [startOfDay(now, zone), now];
    case 'yesterday':
      return [startOfDay(now, zone, -1), startOfDay(now, zone)];
    case 'mtd':
      return [startOfMonth(now, zone), now];
    case 'lastmonth':
      return [startOfMonth(now, zone, -1), startOfMonth(now, zone)];
    default:
      return [now - SLIDING[state.range], now];
  }
}

/** The window to ask the server for. A sliding window starts on a bucket edge, so its first bar is whole. */
export function windowOf(state: RangeState, now: number, zone: string): Window {
  const [from, to] = bounds(state, now, zone);
  const choices = stepChoices(to - from);
  const step = state.step && choices.includes(state.step) ? state.step : autoStep(to - from);
  const stepMillis = step * 1000;
  const start = step < 86_400 ? Math.floor(from / stepMillis) * stepMillis : startOfDay(from, zone);
  const end = Math.ceil(to / MINUTE) * MINUTE;
  return { from: start, to: Math.max(end, start + MINUTE), step, live: to >= now - MINUTE };
}

/** How far back the comparison lies; from a week up always whole weeks, so weekdays meet weekdays. */
export function comparisonShift(comparison: Comparison, state: RangeState, window: Window): number {
  const length = window.to - window.from;
  const weeks = Math.max(WEEK, Math.ceil((length - HOUR) / WEEK) * WEEK);
  switch (comparison) {
    case 'none':
      return 0;
    case 'week':
      return weeks;
    case 'year':
      return 52 * WEEK;
    case 'prev':
      if (length >= 6 * DAY) return weeks;
      if (state.from === undefined && state.range in SLIDING) {
        return SLIDING[state.range as keyof typeof SLIDING];
      }
      return Math.ceil(length / DAY) * DAY;
  }
}

/** The neighbouring period of the same length; never beyond the present. */
export function neighbour(
  window: Window,
  direction: -1 | 1,
  now: number,
): { from: number; to: number } | undefined {
  const length = window.to - window.from;
  const from = window.from + direction * length;
  return direction === 1 && from + length > now + MINUTE ? undefined : { from, to: from + length };
}
