import type { Annotation, Marks, TimeAxis } from './types';

export type Pin = Annotation & { x: number };
export type PlacedPin = Pin & { side: 'left' | 'right' | 'none' };

const CHARACTER_PIXELS = 6.4;
const MARGIN_PIXELS = 12;

/** Puts each label beside its line where it covers neither another label nor the edge; else leaves it out. */
export function placed(pins: Pin[], width: number): PlacedPin[] {
  let taken = 0;
  return [...pins]
    .sort((a, b) => a.x - b.x)
    .map((pin) => {
      const size = Math.min(160, pin.label.length * CHARACTER_PIXELS) + MARGIN_PIXELS;
      const side =
        pin.x - size >= taken ? 'left' : pin.x >= taken && pin.x + size <= width ? 'right' : 'none';
      taken = side === 'right' ? pin.x + size : Math.max(taken, pin.x);
      return { ...pin, side };
    });
}

/** What is marked in a bucket, in words: also those whose label had no room. */
export function notesAt({ pins, periods }: Marks, { times, stepSeconds }: TimeAxis, index: number): string[] {
  const start = times[index] ?? 0;
  const end = start + stepSeconds * 1000;
  return [
    ...pins.filter(({ at }) => at >= start && at < end),
    ...periods.filter(({ from, to }) => from < end && to > start),
  ].map(({ label }) => label);
}
