import { useMemo } from 'react';
import { list } from '../state/search';
import { useView } from '../state/useView';
import type { Series } from './types';

/** Which series of a chart are switched off; kept in the address. */
export function useHidden(series: Series[]) {
  const { search, set } = useView();
  const hide = search.hide;
  const marked = useMemo(() => {
    const hidden = new Set(list(hide));
    return series.map((s) => ({ ...s, hidden: hidden.has(s.key) }));
  }, [series, hide]);
  const write = (keys: string[]) => set({ hide: keys.join(',') || undefined }, { replace: true });
  return {
    series: marked,
    toggle: (key: string) => {
      const hidden = list(hide);
      write(hidden.includes(key) ? hidden.filter((k) => k !== key) : [...hidden, key]);
    },
    /** Only this one; once more brings all back. */
    isolate: (key: string) => {
      const others = series.map((s) => s.key).filter((k) => k !== key);
      const isolated = others.every((k) => list(hide).includes(k));
      write(isolated ? [] : others);
    },
  };
}
