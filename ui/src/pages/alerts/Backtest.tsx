import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { TimeLines } from '../../charts/TimeLines';
import type { Series } from '../../charts/types';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useView } from '../../state/useView';
import c from './alerts.module.css';
import { figure, unitOf } from './figures';

type Result = Schema<'Backtest'>;
type Props = { result: Result; threshold: number | null | undefined };
const MOST = 50;

/** When a rule would have fired: the sentence, the line with its limit, the times. */
export function Backtest({ result, threshold }: Props) {
  const { zone } = useView();
  if (!result.possible) return <p className={c.said}>{t.impossible}</p>;
  const time = (at: string | null) => (at === null ? t.now : dateTime(Date.parse(at), zone));
  return (
    <div aria-live="polite">
      <p className={c.verdict} data-fires={result.firings.length > 0 || undefined}>
        <b>{t.wouldHave(result.firings.length)}</b>
        <span>{result.words}</span>
        {result.exactFrom !== result.from && <small>{t.exactFrom(time(result.exactFrom))}</small>}
      </p>
      {result.points.length > 1 && <Chart result={result} threshold={threshold} />}
      <ul className={c.firings}>
        {result.firings.slice(-MOST).map((firing) => (
          <li key={`${firing.from}${firing.label}`}>
            {time(firing.from)} – {time(firing.to)}
            {firing.label && ` · ${shown(firing.label)}`}
            {firing.peak !== null && ` · ${t.peak} ${figure(firing.peak, result.unit)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Chart({ result, threshold }: Props) {
  const { zone } = useView();
  const axis = useMemo(() => {
    const times = result.points.map((point) => Date.parse(point.at));
    return { times, stepSeconds: ((times[1] ?? 0) - (times[0] ?? 0)) / 1000, zone };
  }, [result, zone]);
  const series: Series[] = useMemo(
    () => [
      {
        key: 'value',
        label: t.value,
        color: 'var(--gh-p95)',
        values: result.points.map((point) => point.value),
      },
    ],
    [result],
  );
  const limit = useMemo(
    () => ({
      key: 'limit',
      label: t.threshold,
      color: 'var(--gh-s-server)',
      values: result.points.map(() => threshold ?? null),
    }),
    [result, threshold],
  );
  return (
    <TimeLines
      axis={axis}
      series={series}
      unit={unitOf(result.unit)}
      label={`${t.backtest}: ${t.wouldHave(result.firings.length)}`}
      height={150}
      {...(threshold != null && { comparison: limit })}
    />
  );
}
