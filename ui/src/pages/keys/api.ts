import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { PAGE_SIZE, useRanged } from '../../api/ranged';

export const ATTENTIONS = ['all', 'unused', 'never', 'expiring', 'oldSecret'] as const;
export type Attention = (typeof ATTENTIONS)[number];

export const useKeyRoles = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'keys', 'roles'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/key-roles', { params: { path: { app } }, signal })),
  });

export type KeyDefault = Schema<'KeyDefault'>;

/** Limits that keys share, by whose they are. */
export const useKeyDefaults = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'keys', 'defaults'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/key-defaults', { params: { path: { app } }, signal })),
  });

export const useKeys = (app: string, search: string, attention: Attention) =>
  useInfiniteQuery({
    queryKey: ['app', app, 'keys', search, attention],
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET('/apps/{app}/keys', {
          params: {
            path: { app },
            query: {
              limit: PAGE_SIZE,
              ...(search && { search }),
              ...(attention !== 'all' && { attention }),
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

const DAY_MILLIS = 86_400_000;

/** Addresses that guessed keys in the last day. */
export const useGuessing = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'keys', 'signals', 'guessing'],
    queryFn: async ({ signal }) => {
      const { items } = await answer(
        client.GET('/apps/{app}/keys/signals', {
          params: { path: { app }, query: { kind: 'guessing', limit: PAGE_SIZE } },
          signal,
        }),
      );
      return items.filter((item) => Date.parse(item.lastAt) > Date.now() - DAY_MILLIS);
    },
  });

export const useSignals = (app: string, kind: 'network' | 'agent' | 'route', key: string) =>
  useQuery({
    queryKey: ['app', app, 'keys', 'signals', kind, key],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/keys/signals', {
          params: { path: { app }, query: { kind, key, limit: PAGE_SIZE } },
          signal,
        }),
      ),
  });

export const useKeyAudit = (app: string, key: string) =>
  useInfiniteQuery({
    queryKey: ['app', app, 'keys', 'audit', key],
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET('/apps/{app}/keys/{key}/audit', {
          params: {
            path: { app, key },
            query: { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });

export const BYS = [
  'consumer',
  'key',
  'key,endpoint',
  'consumer,endpoint',
  'key,refusal',
  'version',
] as const;
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
