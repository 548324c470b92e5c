import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, client, type Schema } from './client';
import { keepOld, useRanged, useRangeOptions } from './ranged';

/** Single requests: the list, one with everything, its trace; saved views and share links. */

export type RequestRow = Schema<'Request'>;
export type RequestDetail = Schema<'RequestDetail'>;
const LIST_PAGE = 500;

/** Newest first. It is not asked again by itself: what arrives comes by the live stream. */
export function useRequestList() {
  const { view, queryKey, request, common } = useRangeOptions('requests', {});
  return useInfiniteQuery({
    ...common,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    // Whoever comes back gets a new list: a kept one would have a gap to what arrives from then on.
    gcTime: 0,
    queryFn: ({ signal, pageParam }) => {
      const { base, filter } = request();
      const page = { limit: LIST_PAGE, ...(pageParam && { cursor: pageParam }) };
      return answer(
        client.GET('/apps/{app}/requests', {
          params: { path: { app: view.app }, query: { ...base, ...filter, ...page } },
          signal,
        }),
      );
    },
    initialPageParam: '',
    getNextPageParam: (last: Schema<'RequestList'>) => last.nextCursor ?? undefined,
    placeholderData: keepOld(queryKey),
  });
}

export const useStrip = () =>
  useRanged('strip', (r, app, signal) =>
    answer(
      client.GET('/apps/{app}/requests/strip', {
        params: { path: { app }, query: { ...r.base, ...r.filter, ...r.bars } },
        signal,
      }),
    ),
  );

/** `at`: when it began, as lists tell it; makes an old one quick to find. */
export const useRequest = (app: string, id: string, at?: string) =>
  useQuery({
    queryKey: ['app', app, 'request', id],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/requests/{id}', {
          params: { path: { app, id }, query: at ? { at } : {} },
          signal,
        }),
      ),
    enabled: app !== '' && id !== '',
    staleTime: 60_000,
  });

export const useTraceRequests = (trace: string | null, at: string) =>
  useQuery({
    queryKey: ['trace', trace, at],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/traces/{trace}', { params: { path: { trace: trace ?? '' }, query: { at } }, signal }),
      ),
    enabled: trace !== null,
    staleTime: 60_000,
  });

export type ViewChange =
  | { kind: 'create'; body: Schema<'SavedViewRequest'> }
  | { kind: 'change'; id: string; query: string }
  | { kind: 'remove'; id: string };

export function useChangeView(app: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: ViewChange): Promise<Schema<'SavedView'> | undefined> => {
      switch (change.kind) {
        case 'create':
          return answer(client.POST('/apps/{app}/views', { params: { path: { app } }, body: change.body }));
        case 'change':
          return answer(
            client.PUT('/apps/{app}/views/{id}', {
              params: { path: { app, id: change.id } },
              body: { query: change.query },
            }),
          );
        case 'remove':
          return answer(
            client.DELETE('/apps/{app}/views/{id}', { params: { path: { app, id: change.id } } }),
          );
      }
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ['app', app, 'views'] }),
  });
}

export const useShares = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'shares'],
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}/shares', { params: { path: { app } }, signal })),
  });

export function useCreateShare(app: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: Schema<'ShareRequest'>) =>
      answer(client.POST('/apps/{app}/shares', { params: { path: { app } }, body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['app', app, 'shares'] }),
  });
}

export function useRevokeShare(app: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answer(client.DELETE('/apps/{app}/shares/{id}', { params: { path: { app, id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['app', app, 'shares'] }),
  });
}
