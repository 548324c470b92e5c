import { useQuery } from '@tanstack/react-query';
import { answer, client } from './client';

/** Saved views of the team and the reader's own. */
export const useSavedViews = (app: string) =>
  useQuery({
    queryKey: ['app', app, 'views'],
    queryFn: ({ signal }) => answer(client.GET('/apps/{app}/views', { params: { path: { app } }, signal })),
    enabled: app !== '',
    staleTime: 60_000,
  });
