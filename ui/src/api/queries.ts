import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './client';

const MAX_RETRIES = 2;
const isSignedOut = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.code === 'second-factor-needed');

/** A problem of ours (4xx) stays one; a server that is busy or away is asked again. */
const worthRetrying = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status >= 502);

export const queries: QueryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: (failures, error) => failures < MAX_RETRIES && worthRetrying(error) },
  },
  queryCache: new QueryCache({
    // A session that ended elsewhere, or lacks a second factor from now on, shows at the next answer: ask who is signed in.
    onError: (error, query) => {
      if (isSignedOut(error) && query.queryKey[0] !== 'session') {
        void queries.invalidateQueries({ queryKey: ['session'] });
      }
    },
  }),
});
