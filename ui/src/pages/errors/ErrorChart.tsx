import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { type ErrorTab, useAnnotations, useSeries } from '../../api/ranged';
import { ChartFrame } from '../../charts/ChartFrame';
import { column, gridOf, pinsOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import type { Series } from '../../charts/types';
import { useHidden } from '../../charts/useHidden';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { axis, count, exact } from '../../lib/format';
import { isoMinute, span } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';

const t = copy.pages.errors;
const UNIT = { axis, full: exact };
const SERVER = { key: '5xx', label: '5xx', color: 'var(--gh-s-server)' };
const CLIENT = { key: '4xx', label: '4xx', color: 'var(--gh-s-client)' };

export function ErrorChart({ tab }: { tab: ErrorTab }) {
  const query = useSeries();
  return (
    <Panel label={t.chart}>
      <Loadable query={query} what={t.chart.toLowerCase()} height={260}>
        {(answer) => <Chart answer={answer} tab={tab} />}
      </Loadable>
    </Panel>
  );
}

function Chart({ answer, tab }: { answer: Schema<'Series'>; tab: ErrorTab }) {
  const view = useView();
  const router = useRouter();
  const annotations = useAnnotations().data;
  const grid = useMemo(() => gridOf(answer, answer.bars, view.zone), [answer, view.zone]);
  const all: Series[] = useMemo(
    () => [
      ...(tab === 'server' ? [{ ...SERVER, values: column(grid.bars, (bar) => bar.serverErrors) }] : []),
      ...(tab !== 'server' ? [{ ...CLIENT, values: column(grid.bars, (bar) => bar.clientErrors) }] : []),
    ],
    [grid, tab],
  );
  const pins = useMemo(() => pinsOf(annotations?.items), [annotations]);
  const { series, toggle, isolate } = useHidden(all);
  const note = t.unit(span(answer.stepSeconds));
  const totals = Object.fromEntries(
    series.map((s) => [s.key, count(s.values.reduce<number>((sum, value) => sum + (value ?? 0), 0))]),
  );
  return (
    <ChartFrame
      series={series}
      axis={grid.axis}
      unit={UNIT}
      note={note}
      name={`${view.app}-errors`}
      totals={totals}
      onToggle={toggle}
      onIsolate={isolate}
    >
      <TimeBars
        axis={grid.axis}
        series={series}
        unit={UNIT}
        annotations={pins}
        height={180}
        label={`${t.chart}, ${note}`}
        onZoom={(from, to) =>
          view.set({ from: isoMinute(from), to: isoMinute(Math.max(to, from + 60_000)), range: undefined })
        }
        onBack={() => router.history.back()}
      />
    </ChartFrame>
  );
}
