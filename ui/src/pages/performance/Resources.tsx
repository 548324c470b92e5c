import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { useMarks, useResources } from '../../api/ranged';
import { ChartFrame } from '../../charts/ChartFrame';
import { column, type Grid, gridOf } from '../../charts/grid';
import { TimeLines } from '../../charts/TimeLines';
import type { Series, Unit } from '../../charts/types';
import { useHidden } from '../../charts/useHidden';
import { Columns, Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { axis, axisBytes, bytes } from '../../lib/format';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { CURSOR } from './LatencyChart';

const t = copy.pages.performance;
type Answer = Schema<'ResourceSeries'>;
type Bar = Answer['instances'][number]['bars'][number];
const COLORS = ['var(--gh-c1)', 'var(--gh-c2)', 'var(--gh-c3)', 'var(--gh-c4)', 'var(--gh-c5)'];
const SHARE: Unit = {
  axis: (value, max) => `${axis(value, max)}%`,
  full: (value) => (value == null ? '–' : `${value.toFixed(1)}%`),
};
const SIZE: Unit = { axis: axisBytes, full: bytes };

/** CPU and memory per instance, under the same cursor as the response times. */
export function Resources() {
  const query = useResources();
  return (
    <Loadable query={query} what={t.resources} height={230}>
      {(answer) =>
        answer.instances.length === 0 ? (
          <Panel label={t.resources} title={t.resources}>
            <Message title={t.noResources} />
          </Panel>
        ) : (
          <Columns even>
            <ResourcePanel
              answer={answer}
              title={t.cpu}
              name="cpu"
              unit={SHARE}
              value={(bar) => bar.cpuMean}
            />
            <ResourcePanel
              answer={answer}
              title={t.memory}
              name="memory"
              unit={SIZE}
              value={(bar) => bar.memoryMean}
            />
          </Columns>
        )
      }
    </Loadable>
  );
}

type Props = { answer: Answer; title: string; name: string; unit: Unit; value: (bar: Bar) => number | null };

function ResourcePanel({ answer, title, name, unit, value }: Props) {
  const { app, zone } = useView();
  const instances = answer.instances.slice(0, COLORS.length);
  const grid: Grid<Bar> = useMemo(
    () => gridOf(answer, answer.instances[0]?.bars ?? [], zone),
    [answer, zone],
  );
  const all: Series[] = useMemo(
    () =>
      instances.map((instance, i) => ({
        key: instance.id.slice(0, 8),
        label: shown(instance.id.slice(0, 8)),
        color: COLORS[i] ?? 'var(--gh-ghost)',
        values: column(grid.place(instance.bars, answer.from), value),
      })),
    [instances, grid, answer.from, value],
  );
  const { series, toggle, isolate } = useHidden(all);
  const marks = useMarks();
  return (
    <Panel label={title} title={title} note={name === 'cpu' ? t.cpuUnit : undefined}>
      <ChartFrame
        series={series}
        axis={grid.axis}
        unit={unit}
        note=""
        name={`${app}-${name}`}
        onToggle={toggle}
        onIsolate={isolate}
      >
        <TimeLines
          axis={grid.axis}
          series={series}
          unit={unit}
          marks={marks}
          height={150}
          cursorKey={CURSOR}
          label={title}
        />
      </ChartFrame>
    </Panel>
  );
}
