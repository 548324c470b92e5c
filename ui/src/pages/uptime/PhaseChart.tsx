import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { useMarks } from '../../api/ranged';
import { ChartFrame } from '../../charts/ChartFrame';
import { column, gridOf } from '../../charts/grid';
import { TimeBars } from '../../charts/TimeBars';
import type { Series, Unit } from '../../charts/types';
import { useHidden } from '../../charts/useHidden';
import { Panel } from '../../components/Panel';
import { copyUptime as t } from '../../copy/watch';
import { axisDuration, duration } from '../../lib/format';
import { span } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { type Monitor, useCheckSeries } from './api';

const PHASES = [
  { key: 'dnsMs', color: 'var(--gh-c5)' },
  { key: 'connectMs', color: 'var(--gh-c2)' },
  { key: 'tlsMs', color: 'var(--gh-c4)' },
  { key: 'firstByteMs', color: 'var(--gh-c3)' },
] as const;
const TIMES: Unit = { axis: axisDuration, full: duration };

/** Where the time of a check goes. */
export function PhaseChart({ monitor }: { monitor: Monitor }) {
  const query = useCheckSeries(monitor.id);
  if (monitor.kind === 'push' || monitor.kind === 'heartbeat') return null;
  return (
    <Panel label={t.phases}>
      <Loadable query={query} what={t.phases.toLowerCase()} height={280}>
        {(answer) =>
          answer.bars.length === 0 ? (
            <Message title={t.noChecks} text={t.noChecksText} />
          ) : (
            <Chart answer={answer} />
          )
        }
      </Loadable>
    </Panel>
  );
}

function Chart({ answer }: { answer: Schema<'CheckSeries'> }) {
  const { app, zone } = useView();
  const grid = useMemo(() => gridOf(answer, answer.bars, zone), [answer, zone]);
  const all: Series[] = useMemo(
    () =>
      PHASES.map(({ key, color }) => ({
        key,
        color,
        label: t.phase[key],
        values: column(grid.bars, (bar) => bar[key]),
      })).filter((series) => series.values.some((value) => value !== null)),
    [grid],
  );
  const { series, toggle, isolate } = useHidden(all);
  const marks = useMarks();
  return (
    <ChartFrame
      series={series}
      axis={grid.axis}
      unit={TIMES}
      note={t.phasesUnit(span(answer.stepSeconds))}
      name={`${app}-phases`}
      onToggle={toggle}
      onIsolate={isolate}
    >
      <TimeBars axis={grid.axis} series={series} unit={TIMES} marks={marks} label={t.phases} />
    </ChartFrame>
  );
}
