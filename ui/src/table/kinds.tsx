import type { ReactNode } from 'react';
import { Time } from '../components/values';
import type { Column } from './columns';

/** Kinds of columns that stand in more than one table. */

type At<T> = { id: string; header: string; at: (row: T) => string | null | undefined; zone: string };

/** When something happened; `fact` keeps it on phones. */
export const timeColumn = <T,>({ at, zone, ...column }: At<T> & Partial<Column<T>>): Column<T> => ({
  end: true,
  ...column,
  value: at,
  cell: (row) => <Time at={at(row)} zone={zone} />,
});

/** The beginning of a secret. */
export const prefixColumn = <T,>(header: string, of: (row: T) => string | undefined): Column<T> => ({
  id: 'prefix',
  header,
  fact: true,
  value: of,
  cell: (row) => <span className="mono">{of(row)}…</span>,
});

/** Buttons at the end of each row. */
export const actionsColumn = <T,>(cell: (row: T) => ReactNode): Column<T> => ({
  id: 'actions',
  header: '',
  end: true,
  fact: true,
  value: () => null,
  cell,
});

type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The button under a table that fetches its next page. */
export const moreOf = (query: Paged) => ({
  has: query.hasNextPage,
  busy: query.isFetchingNextPage,
  load: () => void query.fetchNextPage(),
});
