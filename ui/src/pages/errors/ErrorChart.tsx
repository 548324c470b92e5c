import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { type ErrorTab, useMarks, useSeries } from '../../api/ranged';
import { column, gridOf } from '../../charts/grid';
import type { Series } from '../../charts/types';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { span } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { StackedBars } from '../traffic/StackedBars';

const t = copy.pages.errors;
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
  const marks = useMarks();
  const grid = useMemo(() => gridOf(answer, answer.bars, view.zone), [answer, view.zone]);
  const series: Series[] = useMemo(
    () => [
      ...(tab === 'server' ? [{ ...SERVER, values: column(grid.bars, (bar) => bar.serverErrors) }] : []),
      ...(tab !== 'server' ? [{ ...CLIENT, values: column(grid.bars, (bar) => bar.clientErrors) }] : []),
    ],
    [grid, tab],
  );
  return (
    <StackedBars
      axis={grid.axis}
      series={series}
      label={t.chart}
      note={t.unit(span(answer.stepSeconds))}
      what="errors"
      marks={marks}
    />
  );
}
