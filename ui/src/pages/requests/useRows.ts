import { useCallback, useEffect, useState } from 'react';

export const ROW_PIXELS = 31;
const OVERSCAN = 12;

/** Which rows of a list with a scroll bar of its own are on screen. */
export function windowed(count: number, scrolled: number, height: number) {
  const first = Math.max(0, Math.floor(scrolled / ROW_PIXELS) - OVERSCAN);
  const last = Math.min(count, Math.ceil((scrolled + height) / ROW_PIXELS) + OVERSCAN);
  return { first: Math.min(first, Math.max(0, count - 1)), last };
}

/** The same, following its box; draws in steps of half the overscan, not at every pixel. */
export function useRows(box: HTMLElement | null, count: number) {
  const [place, setPlace] = useState({ scrolled: 0, height: 900 });
  const follow = useCallback(() => {
    if (!box) return;
    const step = (ROW_PIXELS * OVERSCAN) / 2;
    const scrolled = Math.floor(box.scrollTop / step) * step;
    const height = box.clientHeight + step;
    setPlace((before) =>
      before.scrolled === scrolled && before.height === height ? before : { scrolled, height },
    );
  }, [box]);
  useEffect(() => {
    if (!box) return;
    // Tells the first size too.
    const sizes = new ResizeObserver(follow);
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [box, follow]);
  /** Brings a row into sight. */
  const reveal = useCallback(
    (index: number) => {
      if (!box) return;
      const top = index * ROW_PIXELS;
      const bottom = top + 2 * ROW_PIXELS - box.clientHeight;
      if (top < box.scrollTop) box.scrollTo({ top });
      else if (bottom > box.scrollTop) box.scrollTo({ top: bottom });
      follow();
    },
    [box, follow],
  );
  return { ...windowed(count, place.scrolled, place.height), follow, reveal };
}
