import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { readEvents } from '../../api/events';
import { ApiError, type Schema } from '../../api/client';
import { queries } from '../../api/queries';
import { valid } from '../../filter/parse';
import { useView } from '../../state/useView';
import { arrived, flushed, type Live, NOTHING } from './live';

const RECONNECT_MILLIS = 3000;
export type LiveState = { live: Live; trouble: string | undefined };

/**
 * Requests as they arrive, for the environment and filter in the address; `atTop` tells at each arrival whether the
 * reader sees the top of the list.
 */
export function useLive(on: boolean, atTop: () => boolean) {
  const { app, env, filter, rangeState } = useView();
  const q = valid(filter);
  const subject = JSON.stringify([app, env, q, rangeState]);
  /** Of which list the stream was read before; what arrived since it ended is missing from that. */
  const read = useRef('');
  const [state, setState] = useState<LiveState & { subject: string }>({
    live: NOTHING,
    trouble: undefined,
    subject,
  });
  const [attempt, setAttempt] = useState(0);
  if (state.subject !== subject) setState({ live: NOTHING, trouble: undefined, subject });
  const isAtTop = useEffectEvent(atTop);

  useEffect(() => {
    if (!on || env === undefined) return;
    const stop = new AbortController();
    const query = { ...(env !== 'all' && { env }), ...(q && { q }) };
    const change = (next: (live: Live) => Live) =>
      setState((before) => (before.subject === subject ? { ...before, live: next(before.live) } : before));
    const say = (trouble: string | undefined) => setState((before) => ({ ...before, trouble }));
    let retry: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      if (!stop.signal.aborted) retry = setTimeout(() => setAttempt((n) => n + 1), RECONNECT_MILLIS);
    };
    readEvents(`/apps/${encodeURIComponent(app)}/requests/stream`, query, stop.signal, ({ event, data }) => {
      if (event === 'ready') {
        say(undefined);
        if (read.current === subject) change((live) => ({ ...live, cut: true }));
        read.current = subject;
      }
      if (event === 'trouble') say((JSON.parse(data) as { detail: string }).detail);
      if (event !== 'requests') return;
      const news = JSON.parse(data) as Schema<'RequestNews'>;
      const top = isAtTop();
      change((live) => arrived(live, news.items, news.skipped, top));
    }).then(again, (cause: unknown) => {
      if (stop.signal.aborted) return;
      if (!(cause instanceof ApiError)) {
        again();
        return;
      }
      if (cause.status === 401) void queries.invalidateQueries({ queryKey: ['session'] });
      say(cause.message);
    });
    return () => {
      clearTimeout(retry);
      stop.abort();
    };
  }, [on, app, env, q, subject, attempt]);

  const show = useCallback(() => setState((before) => ({ ...before, live: flushed(before.live) })), []);
  const clear = useCallback(() => setState((before) => ({ ...before, live: NOTHING })), []);
  const tryAgain = useCallback(() => setAttempt((n) => n + 1), []);
  return { live: state.live, trouble: state.trouble, show, clear, tryAgain };
}
