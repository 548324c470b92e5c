import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { useMarks } from '../../api/ranged';
import { ChartFrame } from '../../charts/ChartFrame';
import { column, gridOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import type { Series } from '../../charts/types';
import { copy } from '../../copy';
import { axis, exact } from '../../lib/format';
import { isoMinute, span } from '../../lib/time';
import { useView } from '../../state/useView';

const t = copy.pages.errors;
const UNIT = { axis, full: exact };

/** How often one error happened, with the deploys that may explain its start. */
export function GroupChart({ group }: { group: Schema<'ErrorDetail'> }) {
  const view = useView();
  const marks = useMarks();
  const { zone, windowNow } = view;
  const grid = useMemo(() => {
    const window = windowNow();
    const range = {
      from: new Date(window.from).toISOString(),
      to: new Date(window.to).toISOString(),
      stepSeconds: group.stepSeconds,
    };
    return gridOf(range, group.bars, zone);
  }, [group, zone, windowNow]);
  const series: Series[] = useMemo(
    () => [
      {
        key: 'count',
        label: t.count,
        color:
          group.kind === 'exception' || (group.status ?? 0) >= 500
            ? 'var(--gh-s-server)'
            : 'var(--gh-s-client)',
        values: column(grid.bars, (bar) => bar.count),
      },
    ],
    [grid, group],
  );
  const note = t.unit(span(group.stepSeconds));
  return (
    <ChartFrame
      series={series}
      axis={grid.axis}
      unit={UNIT}
      note={note}
      name={`${view.app}-error`}
      legend={false}
    >
      <TimeBars
        axis={grid.axis}
        series={series}
        unit={UNIT}
        marks={marks}
        height={190}
        label={`${t.over}, ${note}`}
        onZoom={(from, to) =>
          view.set({ from: isoMinute(from), to: isoMinute(Math.max(to, from + 60_000)), range: undefined })
        }
      />
    </ChartFrame>
  );
}
