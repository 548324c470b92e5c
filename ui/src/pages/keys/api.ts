import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, client } from '../../api/client';
import { PAGE_SIZE, useRanged } from '../../api/ranged';

export const useKeys = (app: string, search: string) =>
  useInfiniteQuery({
    queryKey: ['app', app, 'keys', search],
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET('/apps/{app}/keys', {
          params: {
            path: { app },
            query: {
              limit: PAGE_SIZE,
              ...(search && { search }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const useKey = (app: string, key: string) =>
  useQuery({
    queryKey: ['app', app, 'keys', 'one', key],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/keys/{key}', { params: { path: { app, key } }, signal })),
  });

export const BYS = ['consumer', 'key', 'key,endpoint', 'consumer,endpoint', 'key,refusal'] as const;
export type UsageBy = (typeof BYS)[number] | 'endpoint' | 'refusal';

/** All calls, or those with one key or of one consumer. */
export type UsageOf = { key?: string; consumer?: string };

export const useUsage = (by: UsageBy, of: UsageOf = {}) =>
  useRanged(
    'usage',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/usage', {
          params: { path: { app }, query: { ...r.base, by, limit: 1000, ...of } },
          signal,
        }),
      ),
    { subject: `${by} ${of.key ?? ''} ${of.consumer ?? ''}` },
  );

export const useUsageSeries = (key = '') =>
  useRanged(
    'usage-series',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/usage/series', {
          params: { path: { app }, query: { ...r.base, ...r.bars, ...(key && { key }) } },
          signal,
        }),
      ),
    { subject: key },
  );
