import { useEffect, useEffectEvent } from 'react';
import { useSession } from '../../api/workspace';
import type { RequestRow } from '../../api/requests';
import { hotkeyListener, type Hotkeys } from '../../lib/hotkeys';
import { useView } from '../../state/useView';
import { openKey } from './open';

type List = {
  rows: RequestRow[];
  active: number;
  box: HTMLElement | null;
  reveal: (index: number) => void;
  setCursor: (index: number) => void;
};

/** j, k and arrows move through the list, in the open drawer too; Enter opens, Escape closes. */
export function useListKeys({ rows, active, box, reveal, setCursor }: List): void {
  const { search, set } = useView();
  const single = useSession().data?.user.shortcuts ?? true;

  const go = (step: 1 | -1) => {
    const index = Math.min(rows.length - 1, Math.max(0, active + step));
    const row = rows[index];
    if (!row) return;
    reveal(index);
    setCursor(index);
    if (search.open) set({ open: openKey(row) }, { replace: true });
  };
  const keys = useEffectEvent((target: EventTarget | null): Hotkeys => {
    const inList = target instanceof Node && (box?.contains(target) ?? false);
    const row = rows[active];
    return {
      j: () => go(1),
      k: () => go(-1),
      ...(inList && { ArrowDown: () => go(1), ArrowUp: () => go(-1) }),
      ...(inList &&
        row &&
        !search.open &&
        !(target instanceof HTMLButtonElement) && { Enter: () => set({ open: openKey(row) }) }),
      ...(search.open && {
        Escape: () => {
          setCursor(active);
          set({ open: undefined });
          box?.focus();
        },
      }),
    };
  });
  const isOn = useEffectEvent(() => single);

  useEffect(() => {
    const listener = (event: KeyboardEvent) =>
      hotkeyListener(
        () => keys(event.target),
        () => isOn() || ['ArrowDown', 'ArrowUp', 'Enter', 'Escape'].includes(event.key),
      )(event);
    // Before the shortcuts of the whole page, which know nothing of rows that are not drawn.
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
