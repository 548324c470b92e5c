/** Every number, size, time and change on screen goes through here. Rules: see `format.test.ts`. */

export const NONE = '–';
const LOCALE = 'en-GB';

const numberFormats = new Map<string, Intl.NumberFormat>();
function fixed(value: number, min: number, max: number): string {
  const key = `${min}:${max}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: min, maximumFractionDigits: max });
    numberFormats.set(key, format);
  }
  return format.format(value);
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size >= 99.95) return fixed(value, 0, 0);
  return fixed(value, 0, size >= 9.995 ? 1 : 2);
}

const isMissing = (value: number | null | undefined): value is null | undefined =>
  value == null || !Number.isFinite(value);

/** 0…9,999 as is; then three significant digits with k, M, B. */
export function count(value: number | null | undefined): string {
  if (isMissing(value)) return NONE;
  const size = Math.abs(value);
  if (size < 10_000) return fixed(value, 0, 0);
  if (size < 999_500) return `${threeDigits(value / 1e3)}k`;
  if (size < 999_500_000) return `${threeDigits(value / 1e6)}M`;
  return `${threeDigits(value / 1e9)}B`;
}

export function exact(value: number | null | undefined): string {
  return isMissing(value) ? NONE : fixed(value, 0, 0);
}

/** A figure per unit of time: decimals below a hundred, else like a count. */
export function perUnit(value: number | null | undefined): string {
  if (isMissing(value)) return NONE;
  return value < 100 ? fixed(value, 0, value < 1 ? 2 : 1) : count(Math.round(value));
}

/** Milliseconds in: `420 µs`, `4.3 ms`, `184 ms`, `1.24 s`, `2 m 05 s`. */
export function duration(millis: number | null | undefined): string {
  if (isMissing(millis)) return NONE;
  if (millis === 0) return '0 ms';
  if (millis < 0.9995) return `${Math.round(millis * 1000)} µs`;
  if (millis < 9.95) return `${fixed(millis, 0, 1)} ms`;
  if (millis < 999.5) return `${Math.round(millis)} ms`;
  if (millis < 59_995) return `${fixed(millis / 1000, 2, 2)} s`;
  const seconds = Math.round(millis / 1000);
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`;
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, three digits: `312 B`, `11.8 GB`. */
export function bytes(size: number | null | undefined): string {
  if (isMissing(size)) return NONE;
  let unit = 0;
  let value = size;
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? Math.round(value) : threeDigits(value)} ${BYTE_UNITS[unit] ?? ''}`;
}

/** A ratio 0…1 in percent: two decimals below 1 %, else one. */
export function percent(ratio: number | null | undefined): string {
  if (isMissing(ratio)) return NONE;
  const value = ratio * 100;
  if (value === 0) return '0%';
  if (value < 0.01) return '<0.01%';
  if (value > 99.99 && value < 100) return '>99.99%';
  if (value === 100) return '100%';
  return value < 0.995 ? `${fixed(value, 2, 2)}%` : `${fixed(value, 1, 1)}%`;
}

export function apdex(value: number | null | undefined): string {
  return isMissing(value) ? NONE : fixed(value, 2, 2);
}

export type Change = { text: string; direction: 'up' | 'down' | 'flat' };
const FLAT: Change = { text: NONE, direction: 'flat' };

/** Relative change: percent, `new` when there was none before, `×` from tenfold up. */
export function change(now: number | null | undefined, before: number | null | undefined): Change {
  if (isMissing(now) || isMissing(before)) return FLAT;
  if (before === 0) return { text: now ? 'new' : NONE, direction: 'flat' };
  const ratio = now / before - 1;
  if (Math.abs(ratio) < 0.0005) return { text: '0%', direction: 'flat' };
  const size = Math.abs(ratio * 100);
  const text = ratio >= 9 ? `${fixed(now / before, 0, 0)}×` : `${fixed(size, 0, size < 9.95 ? 1 : 0)}%`;
  return { text, direction: ratio > 0 ? 'up' : 'down' };
}

/** Change of a ratio, in percentage points. */
export function changePoints(now: number | null | undefined, before: number | null | undefined): Change {
  if (isMissing(now) || isMissing(before)) return FLAT;
  const points = (now - before) * 100;
  const size = Math.abs(points);
  if (size < 0.005) return { text: '0 pp', direction: 'flat' };
  return { text: `${fixed(size, 0, size < 1 ? 2 : 1)} pp`, direction: points > 0 ? 'up' : 'down' };
}

/** Change of a plain figure such as apdex, in its own unit. */
export function changeAbsolute(now: number | null | undefined, before: number | null | undefined): Change {
  if (isMissing(now) || isMissing(before)) return FLAT;
  const difference = now - before;
  if (Math.abs(difference) < 0.005) return { text: '0.00', direction: 'flat' };
  return { text: fixed(Math.abs(difference), 2, 2), direction: difference > 0 ? 'up' : 'down' };
}

/** Axis ticks share one unit: `5k 10k 15k`. */
export function axis(value: number, max: number): string {
  if (value === 0) return '0';
  if (max < 2000) return fixed(value, 0, 2);
  if (max < 2e6) return `${fixed(value / 1e3, 0, 2)}k`;
  if (max < 2e9) return `${fixed(value / 1e6, 0, 2)}M`;
  return `${fixed(value / 1e9, 0, 2)}B`;
}

export function axisDuration(value: number, max: number): string {
  if (value === 0) return '0';
  if (max < 1) return `${fixed(value * 1000, 0, 0)} µs`;
  if (max < 2000) return `${fixed(value, 0, 2)} ms`;
  return `${fixed(value / 1000, 0, 2)} s`;
}

export function axisBytes(value: number, max: number): string {
  if (value === 0) return '0';
  let unit = 0;
  let scale = 1;
  while (max / scale >= 2000 && unit < BYTE_UNITS.length - 1) {
    scale *= 1000;
    unit += 1;
  }
  return `${fixed(value / scale, 0, 1)} ${BYTE_UNITS[unit] ?? ''}`;
}
