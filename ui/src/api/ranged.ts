import { type QueryKey, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { marksOf } from '../charts/grid';
import type { Marks } from '../charts/types';
import type { Window } from '../state/range';
import { useView, type View } from '../state/useView';
import { valid } from '../filter/parse';
import { answer, client, type Schema } from './client';

/** Queries over the range, environment, filter and comparison that stand in the address. */

const REFRESH_MILLIS = 10_000;
export const PAGE_SIZE = 200;
const iso = (at: number): string => new Date(at).toISOString();

function rangeQuery(view: View, extraFilter: string) {
  const window = view.windowNow();
  const q = [valid(view.filter), extraFilter].filter(Boolean).join(' ');
  return {
    window,
    base: {
      from: iso(window.from),
      to: iso(window.to),
      ...(view.env && view.env !== 'all' && { env: view.env }),
    },
    filter: q ? { q } : {},
    bars: { step: window.step, zone: view.zone },
    compare: compareQuery(view, window),
  };
}
type RangeQuery = ReturnType<typeof rangeQuery>;

function compareQuery(view: View, window: Window) {
  const shift = view.shiftOf(window);
  return shift ? { compareFrom: iso(window.from - shift), compareTo: iso(window.to - shift) } : {};
}

/** What makes two answers belong to the same thing; the range may differ, so old data can stay while new loads. */
const SUBJECT_PARTS = 4;
const sameSubject = (a: QueryKey, b: QueryKey | undefined): boolean =>
  b !== undefined && JSON.stringify(a.slice(0, SUBJECT_PARTS)) === JSON.stringify(b.slice(0, SUBJECT_PARTS));

/** Generic, so that it fits the placeholder of any query. */
export const keepOld =
  (queryKey: QueryKey) =>
  <T>(previous: T | undefined, query: { queryKey: QueryKey } | undefined): T | undefined =>
    sameSubject(queryKey, query?.queryKey) ? previous : undefined;

type Options = { subject?: string; extra?: unknown; filter?: string; enabled?: boolean };

export function useRangeOptions(name: string, options: Options) {
  const view = useView();
  const { subject = '', extra = null, filter = '', enabled = true } = options;
  const queryKey = ['app', view.app, name, subject, rangeKey(view), extra, filter];
  const live = view.live && view.windowNow().live;
  return {
    view,
    queryKey,
    request: () => rangeQuery(view, filter),
    common: {
      queryKey,
      enabled: enabled && view.env !== undefined,
      staleTime: REFRESH_MILLIS / 2,
      refetchInterval: live ? REFRESH_MILLIS : (false as const),
    },
  };
}

const rangeKey = (view: View) => ({
  env: view.env,
  range: view.rangeState,
  comparison: view.comparison,
  filter: valid(view.filter),
  zone: view.zone,
});

type Load<T> = (request: RangeQuery, app: string, signal: AbortSignal) => Promise<T>;

export function useRanged<T extends object>(name: string, load: Load<T>, options: Options = {}) {
  const { view, queryKey, request, common } = useRangeOptions(name, options);
  return useQuery({
    ...common,
    queryFn: ({ signal }) => load(request(), view.app, signal),
    placeholderData: keepOld(queryKey),
  });
}

type Page<I> = { items: I[]; nextCursor: string | null; total?: number };
type LoadPage<I> = (
  request: RangeQuery,
  app: string,
  cursor: object,
  signal: AbortSignal,
) => Promise<Page<I>>;

function useRangedList<I>(name: string, load: LoadPage<I>, options: Options = {}) {
  const { view, queryKey, request, common } = useRangeOptions(name, options);
  return useInfiniteQuery({
    ...common,
    queryFn: ({ signal, pageParam }) =>
      load(request(), view.app, { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: (last: Page<I>) => last.nextCursor ?? undefined,
    placeholderData: keepOld(queryKey),
  });
}

type Filtered = { filter?: string; enabled?: boolean };

export const useSummary = (options: Filtered = {}) =>
  useRanged(
    'summary',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/summary', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...r.compare } },
          signal,
        }),
      ),
    options,
  );

export const useSeries = (options: Filtered = {}) =>
  useRanged(
    'series',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/series', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...r.bars, ...r.compare } },
          signal,
        }),
      ),
    options,
  );

export const useLatency = (options: Filtered = {}) =>
  useRanged(
    'latency',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/latency', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...r.bars, ...r.compare } },
          signal,
        }),
      ),
    options,
  );

export const useResources = () =>
  useRanged('resources', (r, app, signal) =>
    answer(
      client.GET('/apps/{app}/resources', {
        params: { path: { app }, query: { ...r.base, ...r.bars } },
        signal,
      }),
    ),
  );

export const useAnnotations = () =>
  useRanged('annotations', (r, app, signal) =>
    answer(client.GET('/apps/{app}/annotations', { params: { path: { app }, query: r.base }, signal })),
  );

/** What charts of the range mark. */
export function useMarks(): Marks {
  const { data } = useAnnotations();
  return useMemo(() => marksOf(data), [data]);
}

export type Dimension = 'endpoint' | 'prefix' | 'method' | 'status' | 'consumer' | 'group' | 'environment';

export const useBreakdown = (by: Dimension, options: Filtered = {}) =>
  useRanged(
    'breakdown',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/breakdown', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...r.compare, by, limit: PAGE_SIZE } },
          signal,
        }),
      ),
    { ...options, subject: by },
  );

type EndpointSort = 'requests' | 'change' | 'clientErrors' | 'serverErrors' | 'p50' | 'p95' | 'p99' | 'time';
type MoreEndpointSort = 'responseBytes' | 'consumers' | 'endpoint' | 'firstSeen' | 'lastSeen';
export type EndpointState = 'all' | 'called' | 'unused' | 'new' | 'failing' | 'slow';
export type EndpointOrder = {
  sort: EndpointSort | MoreEndpointSort;
  dir: 'asc' | 'desc';
  state?: EndpointState;
  trend?: boolean;
};

export const useEndpoints = (order: EndpointOrder, options: Filtered = {}) =>
  useRangedList<Schema<'Endpoint'>>(
    'endpoints',
    (r, app, page, signal) =>
      answer(
        client.GET('/apps/{app}/endpoints', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...r.compare, ...order, ...page } },
          signal,
        }),
      ),
    { ...options, extra: order },
  );

export const useEndpoint = (id: string) =>
  useRanged(
    'endpoint',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/endpoints/{id}', {
          params: { path: { app, id }, query: { ...r.base, ...r.filter, ...r.compare } },
          signal,
        }),
      ),
    { subject: id },
  );

export type ConsumerOrder = {
  sort:
    | 'requests'
    | 'errors'
    | 'errorRate'
    | 'p95'
    | 'bytes'
    | 'endpoints'
    | 'firstSeen'
    | 'lastSeen'
    | 'identifier';
  dir: 'asc' | 'desc';
  search?: string;
  flag?: 'all' | 'new' | 'silent' | 'erroring';
  trend?: boolean;
};

export const useConsumers = (order: ConsumerOrder, options: Filtered = {}) =>
  useRangedList<Schema<'Consumer'>>(
    'consumers',
    (r, app, page, signal) =>
      answer(
        client.GET('/apps/{app}/consumers', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...r.compare, ...order, ...page } },
          signal,
        }),
      ),
    { ...options, extra: order },
  );

export const useConsumer = (identifier: string) =>
  useRanged(
    'consumer',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/consumers/{identifier}', {
          params: { path: { app, identifier }, query: { ...r.base, ...r.compare } },
          signal,
        }),
      ),
    { subject: identifier },
  );

export const useGroups = () =>
  useRanged('groups', (r, app, signal) =>
    answer(
      client.GET('/apps/{app}/groups', {
        params: { path: { app }, query: { ...r.base, ...r.filter } },
        signal,
      }),
    ),
  );

export type ErrorTab = 'all' | 'server' | 'validation' | 'client';

export const useErrors = (tab: ErrorTab, options: Filtered = {}) =>
  useRangedList<Schema<'ErrorGroup'>>(
    'errors',
    (r, app, page, signal) =>
      answer(
        client.GET('/apps/{app}/errors', {
          params: { path: { app }, query: { ...r.base, ...r.filter, ...page, tab } },
          signal,
        }),
      ),
    { ...options, subject: tab },
  );

export const useErrorGroup = (id: string) =>
  useRanged(
    'error',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/errors/{id}', {
          params: { path: { app, id }, query: { ...r.base, ...r.bars } },
          signal,
        }),
      ),
    { subject: id },
  );

export type ValueField = 'status' | 'method' | 'path' | 'endpoint' | 'consumer' | 'consumer.group';

export const useValues = (field: ValueField | undefined, prefix: string) =>
  useRanged(
    'values',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/values', {
          params: { path: { app }, query: { ...r.base, field: field ?? 'path', ...(prefix && { prefix }) } },
          signal,
        }),
      ),
    { subject: field ?? '', extra: prefix, enabled: field !== undefined },
  );
