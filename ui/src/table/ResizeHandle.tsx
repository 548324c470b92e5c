import type { KeyboardEvent, PointerEvent } from 'react';
import { copy } from '../copy';
import { useView } from '../state/useView';
import c from './table.module.css';
import { MAX_WIDTH, MIN_WIDTH, readWidths, withWidth } from './widths';

const STEP = 16;

/** The edge of a column: drag it, or move it with the arrow keys; a double click gives the width back. */
export function ResizeHandle({ id, header }: { id: string; header: string }) {
  const { search, set } = useView();
  const widths = readWidths(search.widths);
  const write = (pixels: number | undefined) =>
    set({ widths: withWidth(widths, id, pixels) }, { replace: true });
  const drag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const cell = handle.closest('th');
    if (!cell) return;
    event.preventDefault();
    const from = event.clientX;
    const width = cell.offsetWidth;
    const direction = getComputedStyle(cell).direction === 'rtl' ? -1 : 1;
    const move = (to: globalThis.PointerEvent) => write(width + direction * (to.clientX - from));
    const end = () => handle.removeEventListener('pointermove', move);
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end, { once: true });
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const width = widths.get(id) ?? event.currentTarget.closest('th')?.offsetWidth ?? MIN_WIDTH;
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined && event.key !== 'Home') return;
    event.preventDefault();
    event.stopPropagation();
    write(by === undefined ? undefined : width + by);
  };
  return (
    // A separator that can be moved takes focus (ARIA: window splitter).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={copy.table.resize(header)}
      aria-valuenow={widths.get(id) ?? 0}
      aria-valuemin={0}
      aria-valuemax={MAX_WIDTH}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={c.resize}
      onPointerDown={drag}
      onKeyDown={press}
      onDoubleClick={() => write(undefined)}
    />
  );
}
