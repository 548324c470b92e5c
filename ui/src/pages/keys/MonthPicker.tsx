import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect } from 'react';
import { IconButton } from '../../components/Button';
import { copyKeys as t } from '../../copy/keys';
import { isoMinute, startOfMonth } from '../../lib/time';
import { useView } from '../../state/useView';
import c from './keys.module.css';

/** Usage is counted by months of the reader's zone; this one unless the address says otherwise. */
export function MonthPicker() {
  const { search, set, windowNow, zone } = useView();
  const untold = !search.range && !search.from;
  useEffect(() => {
    if (untold) set({ range: 'mtd' }, { replace: true });
  }, [untold, set]);

  const { from, to, live } = windowNow();
  const whole = from === startOfMonth(from, zone) && (live || to === startOfMonth(from, zone, 1));
  const go = (months: number) => {
    const start = startOfMonth(from, zone, months);
    const end = startOfMonth(start, zone, 1);
    // The month that goes on ends now, and moves on with the clock.
    const current = end > to && months > 0;
    set({
      ...(current ? { from: undefined, to: undefined } : { from: isoMinute(start), to: isoMinute(end) }),
      range: current ? 'mtd' : undefined,
      step: undefined,
    });
  };
  const name = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: zone }).format(from);
  return (
    <div className={c.month} role="group" aria-label={t.period}>
      <IconButton label={t.monthBefore} onClick={() => go(whole ? -1 : 0)}>
        <IconChevronLeft size={14} />
      </IconButton>
      <span aria-live="polite">{whole ? name : t.otherPeriod}</span>
      <IconButton label={t.monthAfter} disabled={live} onClick={() => go(1)}>
        <IconChevronRight size={14} />
      </IconButton>
    </div>
  );
}
