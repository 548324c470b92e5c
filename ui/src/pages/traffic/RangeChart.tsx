import type { Schema } from '../../api/client';
import { useSeries, useSummary } from '../../api/ranged';
import { copy } from '../../copy';
import { percent } from '../../lib/format';
import { CHARTS, type Metric, metricOf } from './metrics';
import { trafficTiles } from './tiles';
import { TrafficChart } from './TrafficChart';
import { comparisonLabel } from '../../shell/ComparePicker';
import { useView } from '../../state/useView';
import { EmptyRange } from '../../states/EmptyRange';
import { Loadable } from '../../states/Loadable';
import { Panel } from '../../components/Panel';
import { Tiles } from '../../components/Tiles';
import ui from '../../components/ui.module.css';

type Props = { label: string; filter?: string; fallback?: Metric; without?: Metric };

/** The headline figures and the chart they switch, for all traffic or for a part of it named by a filter. */
export function RangeChart({ label, filter, fallback = 'requests', without }: Props) {
  const view = useView();
  const options = filter ? { filter } : {};
  const summary = useSummary(options);
  const series = useSeries(options);
  const metric = view.search.m && view.search.m in CHARTS ? metricOf(view.search.m) : fallback;
  const text = summary.data && summaryText(summary.data);
  return (
    <Panel label={label}>
      {summary.data?.current.requests === 0 ? (
        <EmptyRange {...summary.data} />
      ) : (
        // Side by side: the chart does not wait for the figures above it.
        <>
          <Loadable query={summary} what={copy.pages.traffic.metric.toLowerCase()} height={92}>
            {(data) => (
              <>
                {data.estimateError !== null && (
                  <p className={ui.estimated} title={copy.pages.traffic.estimatedHint}>
                    {copy.pages.traffic.estimated(percent(data.estimateError))}
                  </p>
                )}
                <Tiles
                  label={copy.pages.traffic.metric}
                  selected={metric}
                  onSelect={(m) => view.set({ m: m === fallback ? undefined : m, hide: undefined })}
                  tiles={trafficTiles(data, series.data, view.zone, comparisonLabel(view)).filter(
                    (tile) => tile.id !== without,
                  )}
                />
              </>
            )}
          </Loadable>
          <Loadable query={series} what={label.toLowerCase()} height={310}>
            {(answer) => <TrafficChart answer={answer} metric={metric} summary={text ?? ''} />}
          </Loadable>
        </>
      )}
    </Panel>
  );
}

const summaryText = ({ current }: Schema<'Summary'>): string =>
  `${copy.common.requests(current.requests)}, ${copy.pages.traffic.errors} ${percent(current.errorRate)}`;
