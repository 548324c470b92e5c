import type { Marks, Period, TimeAxis } from './types';

type Bar = { at: string };
type Answer = { from: string; to: string; stepSeconds: number };

/** Buckets of an answer. The server leaves out buckets without data; here they become gaps. */
export type Grid<B> = {
  axis: TimeAxis;
  /** One per time, undefined where there is no data. */
  bars: (B | undefined)[];
  /** Places bars of another range, which began at `from`, on this axis. */
  place: (bars: B[], from: string) => (B | undefined)[];
};

export function gridOf<B extends Bar>(answer: Answer, bars: B[], zone: string, now = Date.now()): Grid<B> {
  const step = answer.stepSeconds * 1000;
  const from = Date.parse(answer.from);
  const to = Date.parse(answer.to);
  // The server decides where buckets begin (days begin in the reader's zone), so its bars are the anchor.
  const anchor = bars[0] ? Date.parse(bars[0].at) : from;
  const first = anchor - Math.max(0, Math.ceil((anchor - from) / step - 0.05)) * step;
  const size = Math.max(1, Math.ceil((to - first) / step - 0.05));
  const times = Array.from({ length: size }, (_, i) => first + i * step);
  const spread = (items: B[], shift: number) => {
    const placed = new Array<B | undefined>(size).fill(undefined);
    for (const item of items) {
      const index = Math.round((Date.parse(item.at) + shift - first) / step);
      if (index >= 0 && index < size) placed[index] = item;
    }
    return placed;
  };
  const last = times.at(-1) ?? first;
  return {
    axis: {
      times,
      stepSeconds: answer.stepSeconds,
      zone,
      partialLast: last + step > now && to >= now - step,
    },
    bars: spread(bars, 0),
    place: (items, start) => spread(items, from - Date.parse(start)),
  };
}

export const column = <B>(bars: (B | undefined)[], value: (bar: B) => number | null): (number | null)[] =>
  bars.map((bar) => (bar === undefined ? null : value(bar)));

/** At most that many points, each the sum of its neighbours: enough for a word-sized line. */
export function thinned(values: (number | null)[], points = 32): (number | null)[] {
  const size = Math.max(1, Math.ceil(values.length / points));
  const result: (number | null)[] = [];
  for (let i = 0; i < values.length; i += size) {
    const known = values.slice(i, i + size).filter((value) => value !== null);
    result.push(known.length ? known.reduce((a, b) => a + b, 0) / known.length : null);
  }
  return result;
}

type Marked = {
  items: { at: string; label: string }[];
  periods: { kind: Period['kind']; from: string; to: string | null; label: string }[];
};

export const NO_MARKS: Marks = { pins: [], periods: [] };

export const marksOf = (answer: Marked | undefined): Marks =>
  answer
    ? {
        pins: answer.items.map((item) => ({ at: Date.parse(item.at), label: item.label })),
        periods: answer.periods.map(({ kind, from, to, label }) => ({
          kind,
          from: Date.parse(from),
          to: to ? Date.parse(to) : Infinity,
          label,
        })),
      }
    : NO_MARKS;
