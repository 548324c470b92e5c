import { copy } from '../copy';
import { bucket } from '../lib/time';
import c from './charts.module.css';
import type { Series, TimeAxis, Unit } from './types';

type Props = { axis: TimeAxis; series: Series[]; unit: Unit; caption: string };

/** The figures of a chart as a table, newest first. */
export function ChartTable({ axis, series, unit, caption }: Props) {
  const visible = series.filter((s) => !s.hidden);
  return (
    // Scrolls, so it takes focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={`${c.table} num`} tabIndex={0} role="group" aria-label={caption}>
      <table>
        <thead>
          <tr>
            <th scope="col">{copy.chart.time}</th>
            {visible.map((s) => (
              <th scope="col" key={s.key}>
                {s.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axis.times
            .map((at, i) => (
              <tr key={at}>
                <th scope="row">{bucket(at, axis.stepSeconds, axis.zone)}</th>
                {visible.map((s) => (
                  <td key={s.key}>{unit.full(s.values[i])}</td>
                ))}
              </tr>
            ))
            .reverse()}
        </tbody>
      </table>
    </div>
  );
}
