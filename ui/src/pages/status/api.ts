import { useQuery } from '@tanstack/react-query';
import { answer, client, type Schema } from '../../api/client';

export type StatusPage = Schema<'StatusPage'>;
export type StatusPost = Schema<'StatusPost'>;
export type PostState = StatusPost['state'];
export type Kind = StatusPost['kind'];

export const STATES: Record<Kind, readonly PostState[]> = {
  incident: ['investigating', 'identified', 'monitoring', 'resolved'],
  maintenance: ['scheduled', 'started', 'completed'],
};
export const IMPACTS = ['none', 'degraded', 'outage'] as const;
export const isOver = (post: StatusPost): boolean => ['resolved', 'completed'].includes(post.state);

export const pagesKey = (app: string) => ['app', app, 'status-pages'];

export const useStatusPages = (app: string) =>
  useQuery({
    queryKey: pagesKey(app),
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/status-pages', { params: { path: { app } }, signal })),
  });

export const useStatusPage = (app: string, page: string) =>
  useQuery({
    queryKey: [...pagesKey(app), page],
    queryFn: ({ signal }) =>
      answer(client.GET('/apps/{app}/status-pages/{page}', { params: { path: { app, page } }, signal })),
  });

export const usePosts = (app: string, page: string) =>
  useQuery({
    queryKey: [...pagesKey(app), page, 'posts'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/status-pages/{page}/posts', {
          params: { path: { app, page }, query: { limit: 100 } },
          signal,
        }),
      ),
  });
