import { useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { useRanged } from '../../api/ranged';

export type Monitor = Schema<'Monitor'>;
const REFRESH_MILLIS = 10_000;

/** All monitors of the app, refreshed while somebody looks. */
export const useMonitors = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'monitors'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/monitors', { params: { path: { app }, query: { limit: 1000 } }, signal }),
      ),
    refetchInterval: REFRESH_MILLIS,
  });

export const useMonitor = (app: string, monitor: string) =>
  useQuery({
    queryKey: ['app', app, 'monitors', monitor],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/monitors/{monitor}', { params: { path: { app, monitor } }, signal })),
    refetchInterval: REFRESH_MILLIS,
  });

export const useCheckSeries = (monitor: string) =>
  useRanged(
    'check-series',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/monitors/{monitor}/series', {
          params: { path: { app, monitor }, query: { from: r.base.from, to: r.base.to } },
          signal,
        }),
      ),
    { subject: monitor },
  );

export const useChecks = (monitor: string) =>
  useRanged(
    'checks',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/monitors/{monitor}/checks', {
          params: { path: { app, monitor }, query: { from: r.base.from, to: r.base.to, limit: 200 } },
          signal,
        }),
      ),
    { subject: monitor },
  );

export const useIncidents = (monitor: string) =>
  useRanged(
    'incidents',
    (r, app, signal) =>
      answer(
        client.GET('/apps/{app}/monitors/{monitor}/incidents', {
          params: { path: { app, monitor }, query: { from: r.base.from, to: r.base.to } },
          signal,
        }),
      ),
    { subject: monitor },
  );
