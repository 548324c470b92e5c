import type { RequestRow } from '../../api/requests';

/** What arrived since the list was loaded: shown rows, and rows that wait while the reader is further down. */
export type Live = {
  /** Newest first. */
  rows: RequestRow[];
  waiting: RequestRow[];
  /** How many arrived and wait, those beyond the bound included. */
  fresh: number;
  /** How many the server left out because too many arrived. */
  skipped: number;
  /** Rows were dropped at the bound: between these and the loaded list some are missing. */
  cut: boolean;
};

export const NOTHING: Live = { rows: [], waiting: [], fresh: 0, skipped: 0, cut: false };

/** So many rows are kept beside the loaded list; bounds memory in a view that stays open. */
export const MAX_LIVE = 2000;

/** @param items as the server sends them: in the order in which they came in, which is not that in which they began */
export function arrived(live: Live, items: RequestRow[], skipped: number, atTop: boolean): Live {
  const newest = [...items].sort((a, b) => b.at.localeCompare(a.at));
  const told = { ...live, skipped: live.skipped + skipped };
  if (!atTop) {
    return {
      ...told,
      waiting: [...newest, ...live.waiting].slice(0, MAX_LIVE),
      fresh: live.fresh + newest.length + skipped,
    };
  }
  const rows = [...newest, ...live.waiting, ...live.rows];
  return {
    ...told,
    rows: rows.slice(0, MAX_LIVE),
    waiting: [],
    fresh: 0,
    cut: live.cut || rows.length > MAX_LIVE,
  };
}

/** Shows what waited. */
export const flushed = (live: Live): Live =>
  live.waiting.length === 0 && live.fresh === 0 ? live : arrived(live, [], 0, true);

/** The whole list without doubles, newest first. */
export function merged(live: RequestRow[], loaded: RequestRow[]): RequestRow[] {
  if (live.length === 0) return loaded;
  // Only the newest loaded ones can have come by the stream too.
  const known = new Set(loaded.slice(0, MAX_LIVE).map((row) => row.id));
  const fresh = live.filter((row) => !known.has(row.id));
  return fresh.length === 0 ? loaded : [...fresh, ...loaded];
}
