import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useEnvironments, useSession } from '../api/workspace';
import { comparisonShift, DEFAULT_RANGE, type RangeState, type Window, windowOf } from './range';
import type { ViewSearch } from './search';

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's time zone: from the profile, else the browser's. */
export function useZone(): string {
  return useSession().data?.user.timeZone || browserZone;
}

export type SetView = (patch: Partial<ViewSearch>, options?: { replace?: boolean }) => void;

/** The address of an app page as typed state, and the way to change it. There is no other view store. */
export function useView() {
  const search: ViewSearch = useSearch({ strict: false });
  const { app = '' }: { app?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const zone = useZone();
  const environments = useEnvironments(app).data?.items;
  const busiest = environments?.find((e) => !e.hidden)?.name;
  const { range = DEFAULT_RANGE, from, to, step } = search;

  const rangeState = useMemo<RangeState>(
    () => ({
      range,
      ...(from && to && { from: Date.parse(from), to: Date.parse(to) }),
      ...(step && { step: Number(step) }),
    }),
    [range, from, to, step],
  );
  const windowNow = useCallback((): Window => windowOf(rangeState, Date.now(), zone), [rangeState, zone]);
  const comparison = search.cmp ?? 'prev';
  const shiftOf = useCallback(
    (window: Window) => comparisonShift(comparison, rangeState, window),
    [comparison, rangeState],
  );
  const set = useCallback<SetView>(
    (patch, options) => {
      void navigate({
        to: '.',
        search: (before: ViewSearch) => ({ ...before, ...patch }),
        replace: options?.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate],
  );

  return {
    app,
    search,
    set,
    zone,
    /** Undefined while the environments load and none is named in the address. */
    env: search.env ?? (environments ? (busiest ?? 'all') : undefined),
    rangeState,
    comparison,
    filter: search.q ?? '',
    live: search.live !== 'off',
    /** The window of the range as of this moment; sliding ranges move on with the clock. */
    windowNow,
    shiftOf,
  };
}

export type View = ReturnType<typeof useView>;
