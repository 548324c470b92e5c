import { useLatency, useSummary } from '../../api/ranged';
import { Histogram } from '../../charts/Histogram';
import { Columns, Panel } from '../../components/Panel';
import { type Tile, Tiles } from '../../components/Tiles';
import { Delta } from '../../components/values';
import type { Schema } from '../../api/client';
import { copy } from '../../copy';
import { apdex, duration, percent } from '../../lib/format';
import { comparisonLabel } from '../../shell/ComparePicker';
import { useView } from '../../state/useView';
import { EmptyRange } from '../../states/EmptyRange';
import { Loadable } from '../../states/Loadable';
import { LatencyChart } from './LatencyChart';

const t = copy.pages.performance;

/** Percentiles, heatmap and apdex over time beside the distribution over the whole range. */
export function LatencyPanel({ filter }: { filter?: string }) {
  const view = useView();
  const options = filter ? { filter } : {};
  const summary = useSummary(options);
  const latency = useLatency(options);
  return (
    <Loadable query={summary} what={t.chart.toLowerCase()} height={420}>
      {(data) =>
        data.current.requests === 0 ? (
          <Panel label={t.chart}>
            <EmptyRange {...data} />
          </Panel>
        ) : (
          <>
            <Panel label={t.title}>
              <Tiles label={t.title} tiles={tiles(data, comparisonLabel(view))} />
            </Panel>
            <Columns>
              <Panel label={t.chart}>
                <Loadable query={latency} what={t.chart.toLowerCase()} height={330}>
                  {(answer) => <LatencyChart answer={answer} />}
                </Loadable>
              </Panel>
              <Panel label={t.histogram} title={t.histogram} note={t.few} pad>
                <Loadable query={latency} what={t.histogram.toLowerCase()} height={250}>
                  {(answer) => <Distribution answer={answer} figures={data.current} />}
                </Loadable>
              </Panel>
            </Columns>
          </>
        )
      }
    </Loadable>
  );
}

function Distribution({ answer, figures }: { answer: Schema<'Latency'>; figures: Schema<'Figures'> }) {
  return (
    <Histogram
      height={250}
      bins={answer.histogram.map((bin) => ({ low: bin.lowMs, high: bin.highMs, count: bin.count }))}
      format={duration}
      label={`${t.histogram}: p50 ${duration(figures.p50Ms)}, p95 ${duration(figures.p95Ms)}, p99 ${duration(figures.p99Ms)}`}
      marks={[
        { key: 'p50', label: 'p50', value: figures.p50Ms, color: 'var(--gh-text-2)' },
        { key: 'p95', label: 'p95', value: figures.p95Ms, color: 'var(--gh-text-2)' },
        { key: 'p99', label: 'p99', value: figures.p99Ms, color: 'var(--gh-text-2)' },
      ]}
    />
  );
}

function tiles({ current, previous, apdexMs }: Schema<'Summary'>, compared: string): Tile[] {
  const title = copy.change.title(compared);
  const percentile = (
    id: string,
    now: number | null,
    before: number | null | undefined,
    sub: string,
  ): Tile => ({
    id,
    label: id,
    value: duration(now),
    delta: <Delta now={now} before={before} good="down" title={title} />,
    sub,
  });
  return [
    percentile('p50', current.p50Ms, previous?.p50Ms, t.median),
    percentile('p95', current.p95Ms, previous?.p95Ms, t.most),
    percentile('p99', current.p99Ms, previous?.p99Ms, t.tail),
    {
      id: 'apdex',
      label: t.apdex,
      value: apdex(current.apdex),
      delta: <Delta now={current.apdex} before={previous?.apdex} good="up" as="absolute" title={title} />,
      sub: t.apdexHint(duration(apdexMs)),
    },
    {
      id: 'slow',
      label: t.slow,
      value: percent(current.slowShare),
      delta: (
        <Delta now={current.slowShare} before={previous?.slowShare} good="down" as="points" title={title} />
      ),
      sub: t.slowHint(duration(apdexMs)),
    },
  ];
}
