import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { PAGE_SIZE } from '../../api/ranged';
import { baseUrl } from '../../lib/base';
import { useView } from '../../state/useView';

export type Statement = Schema<'Statement'>;
export type Item = Schema<'StatementItem'>;
export type Line = Schema<'StatementLine'>;
export type Entry = Schema<'StatementEntry'>;
export type Counts = Schema<'StatementCounts'>;

/** The month of the address in the reader's zone, such as 2026-11. */
export function useMonth() {
  const { windowNow, zone } = useView();
  const parts = new Intl.DateTimeFormat('en', { year: 'numeric', month: '2-digit', timeZone: zone })
    .formatToParts(windowNow().from)
    .map(({ type, value }) => [type, value]);
  const { year, month } = Object.fromEntries(parts) as Record<string, string>;
  return `${year}-${month}`;
}

export function useStatements(month: string) {
  const { app, zone } = useView();
  return useInfiniteQuery({
    queryKey: ['app', app, 'statements', month, zone],
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET('/apps/{app}/statements', {
          params: {
            path: { app },
            query: { month, zone, limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

export function useStatement(id: string) {
  const { app } = useView();
  return useQuery({
    queryKey: ['app', app, 'statements', id],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/statements/{statement}', {
          params: { path: { app, statement: id } },
          signal,
        }),
      ),
  });
}

/** What a check of a kept statement finds. */
export function useRecomputed(id: string) {
  const { app } = useView();
  return useQuery({
    queryKey: ['app', app, 'statements', id, 'recompute'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/statements/{statement}/recompute', {
          params: { path: { app, statement: id } },
          signal,
        }),
      ),
    retry: false,
  });
}

export const fileOf = (app: string, id: string, format: 'csv' | 'jsonl') =>
  new URL(`api/v1/apps/${encodeURIComponent(app)}/statements/${encodeURIComponent(id)}/${format}`, baseUrl)
    .href;
