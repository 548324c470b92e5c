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

type Props = { label: string; filter?: string; fallback?: Metric; without?: Metric };

/** The headline figures and the chart they switch, for all traffic or for a part of it named by a filter. */
export function RangeChart({ label, filter, fallback = 'requests', without }: Props) {
  const view = useView();
  const options = filter ? { filter } : {};
  const summary = useSummary(options);
  const series = useSeries(options);
  const metric = view.search.m && view.search.m in CHARTS ? metricOf(view.search.m) : fallback;
  return (
    <Panel label={label}>
      <Loadable query={summary} what={label.toLowerCase()} height={400}>
        {(data) =>
          data.current.requests === 0 ? (
            <EmptyRange {...data} />
          ) : (
            <>
              <Tiles
                label={copy.pages.traffic.metric}
                selected={metric}
                onSelect={(m) => view.set({ m: m === fallback ? undefined : m, hide: undefined })}
                tiles={trafficTiles(data, series.data, view.zone, comparisonLabel(view)).filter(
                  (tile) => tile.id !== without,
                )}
              />
              <Loadable query={series} what={label.toLowerCase()} height={310}>
                {(answer) => (
                  <TrafficChart
                    answer={answer}
                    metric={metric}
                    summary={`${copy.common.requests(data.current.requests)}, ${copy.pages.traffic.errors} ${percent(data.current.errorRate)}`}
                  />
                )}
              </Loadable>
            </>
          )
        }
      </Loadable>
    </Panel>
  );
}
