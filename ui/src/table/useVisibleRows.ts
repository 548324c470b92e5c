import { useEffect, useState } from 'react';

type Rows = { first: number; last: number; before: number; after: number };
const VIRTUAL_FROM = 100;
const OVERSCAN = 20;

/**
 * Which of `count` rows of equal height are on screen, when the first one begins `top` pixels down the page. From the
 * row `open` on they are drawn, however far up it is: how high the content under it is, is not known.
 */
export function visible(
  count: number,
  top: number,
  rowHeight: number,
  scrolled: number,
  screen: number,
  open = count,
): Rows {
  if (count <= VIRTUAL_FROM) return { first: 0, last: count, before: 0, after: 0 };
  const start = Math.floor((scrolled - top) / rowHeight) - OVERSCAN;
  const first = Math.min(count - 1, open, Math.max(0, start));
  const last = Math.min(count, Math.max(first + 1, start + Math.ceil(screen / rowHeight) + 2 * OVERSCAN));
  return { first, last, before: first * rowHeight, after: (count - last) * rowHeight };
}

/** The same, following the window as it scrolls. Draws only when rows come or go. */
export function useVisibleRows(count: number, top: number, rowHeight: number, open?: number): Rows {
  const now = () => visible(count, top, rowHeight, window.scrollY, window.innerHeight, open);
  const [, setFirst] = useState(0);
  useEffect(() => {
    if (count <= VIRTUAL_FROM) return;
    const follow = () => {
      // In steps of half the overscan: not on every pixel.
      setFirst(Math.floor(window.scrollY / (rowHeight * (OVERSCAN / 2))));
    };
    window.addEventListener('scroll', follow, { passive: true });
    window.addEventListener('resize', follow);
    return () => {
      window.removeEventListener('scroll', follow);
      window.removeEventListener('resize', follow);
    };
  }, [count, rowHeight]);
  return now();
}
