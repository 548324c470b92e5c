import type { ReactNode } from 'react';
import type { Cell } from '../lib/csv';
import { list } from '../state/search';

export type Column<T> = {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** The bare value: for CSV, and for sorting when the server does not sort. */
  value: (row: T) => Cell;
  /** Numbers stand at the end, with figures of equal width. */
  end?: boolean;
  /** A word-sized chart. */
  spark?: boolean;
  sortable?: boolean;
  /** Shown on phones, where a row has its first column and at most three facts. */
  fact?: boolean;
  /** Off until the reader chooses it. */
  optional?: boolean;
};

/** The chosen columns in the chosen order; the first column always stays first. */
export function chosen<T>(columns: Column<T>[], cols: string | undefined): Column<T>[] {
  const [first, ...rest] = columns;
  if (!first) return [];
  if (!cols) return [first, ...rest.filter((column) => !column.optional)];
  const byId = new Map(rest.map((column) => [column.id, column]));
  return [first, ...list(cols).flatMap((id) => byId.get(id) ?? [])];
}

function compare(a: Cell, b: Cell): number {
  if (a == null || b == null) return a == null ? (b == null ? 0 : -1) : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b));
}

export function sorted<T>(rows: T[], column: Column<T> | undefined, descending: boolean): T[] {
  if (!column) return rows;
  return [...rows].sort((a, b) => compare(column.value(a), column.value(b)) * (descending ? -1 : 1));
}

export const matching = <T>(rows: T[], text: string, words: (row: T) => string): T[] => {
  const wanted = text.trim().toLowerCase();
  return wanted ? rows.filter((row) => words(row).toLowerCase().includes(wanted)) : rows;
};
