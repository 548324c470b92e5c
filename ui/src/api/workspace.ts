import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answer, client } from './client';

/** Queries that belong to the workspace, not to a range of one app. */

const MINUTE = 60_000;

export const useServer = (enabled = true) =>
  useQuery({
    queryKey: ['server'],
    queryFn: ({ signal }) => answer(client.GET('/server', { signal })),
    enabled,
    staleTime: MINUTE,
  });

export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => answer(client.GET('/session', { signal })),
    staleTime: 5 * MINUTE,
  });

export const useApps = () =>
  useQuery({
    queryKey: ['apps'],
    queryFn: ({ signal }) => answer(client.GET('/apps', { params: { query: { limit: 1000 } }, signal })),
    staleTime: MINUTE,
    refetchInterval: MINUTE,
  });

export const useApp = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'app'],
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}', { params: { path: { app } }, signal })),
    enabled: app !== '',
    staleTime: MINUTE,
  });

export const useEnvironments = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'environments'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/environments', { params: { path: { app } }, signal })),
    enabled: app !== '',
    staleTime: MINUTE,
  });

export const useClientIds = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'client-ids'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/client-ids', { params: { path: { app } }, signal })),
    enabled: app !== '',
  });

export const useIngestTokens = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'ingest-tokens'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/ingest-keys', { params: { path: { app } }, signal })),
    enabled: app !== '',
  });

export const useSdkSettings = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'sdk-settings'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/sdk-settings', { params: { path: { app } }, signal })),
    enabled: app !== '',
  });

/** Asks again every two seconds while stored requests are being redacted. */
export const useRedaction = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'redaction'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/redaction', { params: { path: { app } }, signal })),
    enabled: app !== '',
    refetchInterval: ({ state }) =>
      state.data?.rewrite?.state === 'running' || state.data?.rewrite?.state === 'waiting' ? 2_000 : false,
  });

export const useStart = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'start'],
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}/start', { params: { path: { app } }, signal })),
    refetchInterval: 2000,
  });

export const useIngestion = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'ingestion'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/ingestion', { params: { path: { app } }, signal })),
    enabled: app !== '',
    refetchInterval: 10_000,
  });

export const useStorage = () =>
  useQuery({
    queryKey: ['storage'],
    queryFn: ({ signal }) => answer(client.GET('/storage', { signal })),
    refetchInterval: 10_000,
  });

export const useMembers = () =>
  useQuery({
    queryKey: ['members'],
    queryFn: ({ signal }) => answer(client.GET('/members', { signal })),
  });

export const useTokens = () =>
  useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => answer(client.GET('/tokens', { signal })),
  });

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => answer(client.GET('/sessions', { signal })),
  });

export const useRetention = () =>
  useQuery({
    queryKey: ['retention'],
    queryFn: ({ signal }) => answer(client.GET('/retention', { signal })),
  });

export const useAudit = (search: string) =>
  useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ signal, pageParam }) =>
      answer(
        client.GET('/audit', {
          params: {
            query: { limit: 100, ...(search && { search }), ...(pageParam && { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
