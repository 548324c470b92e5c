import * as v from 'valibot';
import { isoMinute } from '../lib/time';
import { COMPARISONS, RANGES } from './range';

/**
 * The address is the state of a view. Every parameter is optional; a bad value counts as absent, never as an error;
 * defaults are left out. All values are plain strings, so an address can be read and typed by hand.
 */

const choice = <const T extends readonly string[]>(values: T) =>
  v.optional(v.fallback(v.optional(v.picklist(values)), undefined));
const text = (max: number) =>
  v.optional(v.fallback(v.optional(v.pipe(v.string(), v.maxLength(max))), undefined));
const minute = v.optional(
  v.fallback(
    v.optional(
      v.pipe(
        v.string(),
        v.check((value) => !Number.isNaN(Date.parse(value))),
        v.transform((value) => isoMinute(Date.parse(value))),
      ),
    ),
    undefined,
  ),
);
const seconds = v.optional(v.fallback(v.optional(v.pipe(v.string(), v.regex(/^\d{2,6}$/))), undefined));

export const ViewSearch = v.object({
  env: text(64),
  range: choice(RANGES),
  from: minute,
  to: minute,
  step: seconds,
  cmp: choice(COMPARISONS),
  q: text(2000),
  live: choice(['off'] as const),
  sort: text(32),
  dir: choice(['asc', 'desc'] as const),
  cols: text(400),
  widths: text(400),
  m: text(32),
  by: text(32),
  hide: text(200),
  tab: text(32),
  log: choice(['1'] as const),
  state: text(32),
  group: text(64),
  flag: text(32),
  open: text(128),
  at: text(40),
  view: text(40),
  find: text(600),
});
export type ViewSearch = v.InferOutput<typeof ViewSearch>;

/** What stays when the reader goes to another page of the same app. */
export function carried(search: ViewSearch): ViewSearch {
  const { env, range, from, to, step, cmp, q, live } = search;
  return { env, range, from, to, step, cmp, q, live };
}

export const parseSearch = (query: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(query));

/** Leaves `: , / *` readable: they are legal in a query and common in filters. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === 'string' && value !== '') params.set(key, value);
  }
  const query = params
    .toString()
    .replace(/%3A/gi, ':')
    .replace(/%2C/gi, ',')
    .replace(/%2F/gi, '/')
    .replace(/%2A/gi, '*');
  return query ? `?${query}` : '';
}

export const list = (value: string | undefined): string[] => (value ? value.split(',').filter(Boolean) : []);
