import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { column, gridOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import type { Series } from '../../charts/types';
import { copyRequests } from '../../copy/requests';
import { axis, exact } from '../../lib/format';
import { isoMinute, span } from '../../lib/time';
import { useView } from '../../state/useView';

const t = copyRequests;
const UNIT = { axis, full: exact };

/** How many requests were recorded when: dragging zooms, a click goes into one bar. */
export function Strip({ answer }: { answer: Schema<'RequestStrip'> }) {
  const view = useView();
  const router = useRouter();
  const grid = useMemo(() => gridOf(answer, answer.bars, view.zone), [answer, view.zone]);
  const series: Series[] = useMemo(
    () => [
      bar(
        '5xx',
        'server',
        column(grid.bars, (b) => b.serverErrors),
      ),
      bar(
        '4xx',
        'client',
        column(grid.bars, (b) => b.clientErrors),
      ),
      bar(
        '3xx',
        'redir',
        column(grid.bars, (b) => b.redirects),
      ),
      bar(
        '2xx',
        'ok',
        column(grid.bars, (b) => b.successful),
      ),
    ],
    [grid],
  );
  return (
    <TimeBars
      axis={grid.axis}
      series={series}
      unit={UNIT}
      height={86}
      axisSize={0}
      label={`${t.strip}, ${t.unit(span(answer.stepSeconds))}`}
      onZoom={(from, to) =>
        view.set({
          from: isoMinute(from),
          to: isoMinute(Math.max(to, from + 60_000)),
          range: undefined,
          step: undefined,
        })
      }
      onBack={() => router.history.back()}
    />
  );
}

const bar = (key: string, tone: string, values: (number | null)[]): Series => ({
  key,
  label: key,
  color: `var(--gh-s-${tone})`,
  values,
});

export const total = (answer: Schema<'RequestStrip'> | undefined): number | undefined =>
  answer?.bars.reduce((sum, b) => sum + b.successful + b.redirects + b.clientErrors + b.serverErrors, 0);
