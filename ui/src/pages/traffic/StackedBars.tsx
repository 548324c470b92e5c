import { useRouter } from '@tanstack/react-router';
import { ChartFrame } from '../../charts/ChartFrame';
import { TimeBars } from '../../charts/TimeBars';
import type { Marks, Series, TimeAxis } from '../../charts/types';
import { useHidden } from '../../charts/useHidden';
import { axis as axisText, count, exact } from '../../lib/format';
import { isoMinute } from '../../lib/time';
import { useView } from '../../state/useView';

const UNIT = { axis: axisText, full: exact };

type Props = {
  axis: TimeAxis;
  /** Stacked in this order from the baseline up. */
  series: Series[];
  label: string;
  note: string;
  /** Part of the names of downloaded files. */
  what: string;
  marks?: Marks;
};

/** Counts of the range, stacked, with a legend that hides and a drag that zooms. */
export function StackedBars({ axis, series: all, label, note, what, marks }: Props) {
  const view = useView();
  const router = useRouter();
  const { series, toggle, isolate } = useHidden(all);
  const totals = Object.fromEntries(
    series.map((s) => [s.key, count(s.values.reduce<number>((sum, value) => sum + (value ?? 0), 0))]),
  );
  return (
    <ChartFrame
      series={series}
      axis={axis}
      unit={UNIT}
      note={note}
      name={`${view.app}-${what}`}
      totals={totals}
      onToggle={toggle}
      onIsolate={isolate}
    >
      <TimeBars
        axis={axis}
        series={series}
        unit={UNIT}
        {...(marks && { marks })}
        height={180}
        label={`${label}, ${note}`}
        onZoom={(from, to) =>
          view.set({ from: isoMinute(from), to: isoMinute(Math.max(to, from + 60_000)), range: undefined })
        }
        onBack={() => router.history.back()}
      />
    </ChartFrame>
  );
}
