import { useMutation, useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';
import { download } from '../../lib/csv';
import { useView } from '../../state/useView';

export type Result = Schema<'QueryResult'>;
export const FORMATS = ['csv', 'jsonl', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

export const useQueryViews = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'query', 'views'],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/query/views', { params: { path: { app } }, signal })),
    staleTime: Infinity,
  });

/** The range of the page as the query wants it. */
function useAsked() {
  const { app, env = 'all', windowNow } = useView();
  return (sql: string, format: Format | 'json') => {
    const { from, to } = windowNow();
    return {
      params: { path: { app } },
      body: { sql, format, env, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    };
  };
}

export function useRun() {
  const asked = useAsked();
  return useMutation<Result, Error, string>({
    mutationFn: (sql) => answer(client.POST('/apps/{app}/query', asked(sql, 'json'))) as Promise<Result>,
  });
}

export function useDownload() {
  const asked = useAsked();
  return useMutation<unknown, Error, { sql: string; format: Format }>({
    mutationFn: async ({ sql, format }) => {
      const file = await answer(client.POST('/apps/{app}/query', { ...asked(sql, format), parseAs: 'blob' }));
      download(`query.${format}`, file as Blob);
    },
  });
}
