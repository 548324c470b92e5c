import { useMutation, useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';

export type Rule = Schema<'Rule'>;
export type Alert = Schema<'Alert'>;
export type Channel = Schema<'Channel'>;
export type Condition = Schema<'Condition'>;
export type Metric = Condition['metric'];

const REFRESH_MILLIS = 10_000;

export const useRules = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'rules'],
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}/rules', { params: { path: { app } }, signal })),
    refetchInterval: REFRESH_MILLIS,
  });

export const useRule = (app: string, rule: string) =>
  useQuery({
    queryKey: ['app', app, 'rules', rule],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/rules/{rule}', { params: { path: { app, rule } }, signal })),
    refetchInterval: REFRESH_MILLIS,
  });

export const useTemplates = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'rule-templates'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/rules/templates', { params: { path: { app } }, signal })),
  });

export const useAlerts = (app: string, rule: string, open: boolean) =>
  useQuery({
    queryKey: ['app', app, 'alerts', rule, open],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/alerts', {
          params: {
            path: { app },
            query: { limit: 200, state: open ? 'open' : 'all', ...(rule && { rule }) },
          },
          signal,
        }),
      ),
    refetchInterval: REFRESH_MILLIS,
  });

export const slosKey = (app: string) => ['app', app, 'slos'];

export const useSlos = (app: string) =>
  useQuery({
    queryKey: slosKey(app),
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}/slos', { params: { path: { app } }, signal })),
  });

export const useSlo = (app: string, slo: string) =>
  useQuery({
    queryKey: [...slosKey(app), slo],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/slos/{slo}', { params: { path: { app, slo } }, signal })),
  });

export const useQuietTimes = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'quiet-times'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/quiet-times', { params: { path: { app } }, signal })),
  });

export const useChannels = () =>
  useQuery({
    queryKey: ['channels'],
    queryFn: ({ signal }) => answer(client.GET('/channels', { signal })),
  });

/** When a condition would have fired; asked for by hand, because it reads a month. */
export const useBacktest = (app: string) =>
  useMutation({
    mutationFn: (condition: Condition) =>
      answer(client.POST('/apps/{app}/rules/backtest', { params: { path: { app } }, body: { condition } })),
  });
