/** Dates and zones. All times are epoch milliseconds; a zone is an IANA name. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    formats.set(key, format);
  }
  return format;
}

export const clock = (at: number, zone: string): string =>
  formatter(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

export const dayName = (at: number, zone: string): string =>
  formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);

const dayMonth = (at: number, zone: string): string =>
  formatter(zone, { day: 'numeric', month: 'short' }).format(at);

const dayMonthYear = (at: number, zone: string): string =>
  formatter(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);

/** `22 Nov, 10:21:22` with the year when it is not this year. */
export function dateTime(at: number, zone: string, now = Date.now()): string {
  const date =
    dayMonthYear(at, zone).slice(-4) === dayMonthYear(now, zone).slice(-4) ? dayMonth : dayMonthYear;
  const time = formatter(zone, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at);
  return `${date(at, zone)}, ${time}`;
}

/** Relative below 24 h (`4 s ago`), else the date. */
export function ago(at: number, zone: string, now = Date.now()): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE) return `${Math.round(age / 1000)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} m ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const sameYear = dayMonthYear(at, zone).slice(-4) === dayMonthYear(now, zone).slice(-4);
  return sameYear ? dayMonth(at, zone) : dayMonthYear(at, zone);
}

/** A span in words, for buckets and axis notes: `15 min`, `2 h`, `1 d`, `1 w`. */
export function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3600)} h`;
  if (seconds < 604_800) return `${Math.round(seconds / 86_400)} d`;
  return `${Math.round(seconds / 604_800)} w`;
}

/** The bucket a bar stands for: `Sun 22 Nov, 10:00 – 10:15`. */
export function bucket(at: number, stepSeconds: number, zone: string): string {
  if (stepSeconds >= 86_400) {
    const last = at + stepSeconds * 1000 - DAY;
    return last > at ? `${dayName(at, zone)} – ${dayName(last, zone)}` : dayName(at, zone);
  }
  return `${dayName(at, zone)}, ${clock(at, zone)} – ${clock(at + stepSeconds * 1000, zone)}`;
}

/** How far the zone is ahead of UTC at that moment, in milliseconds. */
function offset(at: number, zone: string): number {
  const parts = formatter(zone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** The moment at which a calendar day begins in the zone; days and months may overflow. */
function zoned(year: number, month: number, day: number, zone: string): number {
  const guess = Date.UTC(year, month, day);
  return guess - offset(guess - offset(guess, zone), zone);
}

export function startOfDay(at: number, zone: string, addDays = 0): number {
  const local = new Date(at + offset(at, zone));
  return zoned(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + addDays, zone);
}

export function startOfMonth(at: number, zone: string, addMonths = 0): number {
  const local = new Date(at + offset(at, zone));
  return zoned(local.getUTCFullYear(), local.getUTCMonth() + addMonths, 1, zone);
}

/** Value of a `datetime-local` field in the zone, and back. */
export const toField = (at: number, zone: string): string =>
  new Date(at + offset(at, zone)).toISOString().slice(0, 16);

export function fromField(value: string, zone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) return undefined;
  const guess = Date.parse(`${value}:00Z`);
  return Number.isNaN(guess) ? undefined : guess - offset(guess - offset(guess, zone), zone);
}

/** ISO minute, as it stands in the address. */
export const isoMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;
