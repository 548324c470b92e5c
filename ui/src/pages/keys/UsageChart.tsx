import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { column, gridOf } from '../../charts/grid';
import type { Series } from '../../charts/types';
import { Panel } from '../../components/Panel';
import { copyKeys as t } from '../../copy/keys';
import { span } from '../../lib/time';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { StackedBars } from '../traffic/StackedBars';
import { useUsageSeries } from './api';

const OUTCOMES = [
  { key: 'served', color: 'var(--gh-s-ok)' },
  { key: 'serverErrors', color: 'var(--gh-s-server)' },
  { key: 'rateLimited', color: 'var(--gh-s-redir)' },
  { key: 'refused', color: 'var(--gh-s-client)' },
] as const;

/** What came of the calls with API keys over time, of all keys or of one. */
export function UsageChart({ apiKey = '' }: { apiKey?: string }) {
  const query = useUsageSeries(apiKey);
  return (
    <Panel label={t.chart}>
      <Loadable query={query} what={t.chart.toLowerCase()} height={260}>
        {(answer) => <Chart answer={answer} />}
      </Loadable>
    </Panel>
  );
}

function Chart({ answer }: { answer: Schema<'UsageSeries'> }) {
  const { zone } = useView();
  const grid = useMemo(() => gridOf(answer, answer.bars, zone), [answer, zone]);
  const series: Series[] = useMemo(
    () =>
      OUTCOMES.map(({ key, color }) => ({
        key,
        color,
        label: t.outcomes[key],
        values: column(grid.bars, (bar) => bar.sums[key]),
      })),
    [grid],
  );
  return (
    <StackedBars
      axis={grid.axis}
      series={series}
      label={t.chart}
      note={t.unit(span(answer.stepSeconds))}
      what="usage"
    />
  );
}
