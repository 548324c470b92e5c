import type { ReactNode } from 'react';
import { copy } from '../copy';
import { Failed } from './Failed';
import c from './states.module.css';

export type QueryState<T> = {
  data: T | undefined;
  error: Error | null;
  isPlaceholderData: boolean;
  refetch: () => unknown;
};

type Props<T> = {
  query: QueryState<T>;
  /** What is loaded, for the error sentence: "Could not load endpoints." */
  what: string;
  /** Height of the skeleton, close to that of the final content. */
  height?: number;
  children: (data: T) => ReactNode;
};

/** The loading and error states of one panel. Old data stays while new data loads or fails to. */
export function Loadable<T>({ query, what, height = 200, children }: Props<T>) {
  if (query.data !== undefined) {
    return (
      <div className={c.panel}>
        {query.isPlaceholderData && <div className={c.bar} />}
        {children(query.data)}
      </div>
    );
  }
  if (query.error) return <Failed what={what} error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton height={height} />;
}

export function Skeleton({ height }: { height: number }) {
  const rows = Math.max(1, Math.floor((height - 32) / 34));
  return (
    <div className={c.skeleton} style={{ minHeight: height }} role="status" aria-label={copy.states.loading}>
      {Array.from({ length: rows }, (_, i) => (
        <i key={i} style={{ height: 24, width: `${100 - ((i * 13) % 30)}%` }} />
      ))}
    </div>
  );
}
