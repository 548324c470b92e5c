import { useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { keepOld } from '../../api/ranged';
import { useView } from '../../state/useView';

export type Report = Schema<'Report'>;
export type Reader = Schema<'ReportSubscription'>;
export type Every = Report['every'];

export const everyOf = (text: string | undefined): Every => (text === 'month' ? 'month' : 'week');

/** The report that the address names: the period in `by`, a day of it in `at`. */
export function useReport() {
  const { app, env, zone, search } = useView();
  const every = everyOf(search.by);
  const { at } = search;
  const queryKey = ['app', app, 'report', '', { every, at, env, zone }];
  return useQuery({
    queryKey,
    enabled: env !== undefined,
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/report', {
          params: {
            path: { app },
            query: { every, zone, ...(at && { at }), ...(env && env !== 'all' && { env }) },
          },
          signal,
        }),
      ),
    placeholderData: keepOld(queryKey),
  });
}

export const readersKey = (app: string) => ['app', app, 'reports'];

export const useReaders = (app: string) =>
  useQuery({
    queryKey: readersKey(app),
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}/reports', { params: { path: { app } }, signal })),
  });
