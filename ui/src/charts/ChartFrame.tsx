import { IconChartBar, IconDownload, IconPhoto, IconTable } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { copy } from '../copy';
import { downloadCsv } from '../lib/csv';
import { ChartTable } from './ChartTable';
import c from './charts.module.css';
import { downloadPng } from './png';
import type { Series, TimeAxis, Unit } from './types';

type Props = {
  series: Series[];
  axis: TimeAxis;
  unit: Unit;
  /** What one figure is, as "requests per 15 min". */
  note: string;
  /** Name of downloaded files. */
  name: string;
  totals?: Record<string, string>;
  comparison?: { label: string; values: (number | null)[] };
  onToggle?: (key: string) => void;
  onIsolate?: (key: string) => void;
  controls?: ReactNode;
  /** Off for charts whose colours are explained otherwise. */
  legend?: boolean;
  children: ReactNode;
};

/** Around every time chart: legend, unit, the same data as a table, downloads. */
export function ChartFrame(props: Props) {
  const { series, axis, unit, note, name, totals, comparison, onToggle, onIsolate, controls, children } =
    props;
  const { legend = true } = props;
  const [asTable, setAsTable] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const saveCsv = () =>
    downloadCsv(name, [
      [copy.chart.time, ...series.map((s) => s.label), ...(comparison ? [comparison.label] : [])],
      ...axis.times.map((at, i) => [
        new Date(at).toISOString(),
        ...series.map((s) => s.values[i]),
        ...(comparison ? [comparison.values[i]] : []),
      ]),
    ]);
  return (
    <div className={c.frame} ref={frame}>
      <div className={c.bar}>
        {(legend ? series : []).map((s) => (
          <button
            key={s.key}
            type="button"
            className={`${c.legend} num`}
            aria-pressed={!s.hidden}
            title={copy.chart.toggle(s.label)}
            onClick={(event) => (event.altKey ? onIsolate?.(s.key) : onToggle?.(s.key))}
          >
            <span className={c.swatch} style={{ background: s.color }} />
            {s.label} {totals?.[s.key] && <b>{totals[s.key]}</b>}
          </button>
        ))}
        {comparison && (
          <span className={c.legend}>
            <span className={c.dash} />
            {comparison.label}
          </span>
        )}
        <span className={c.right}>
          <span>{note}</span>
          {controls}
          <Tool
            label={asTable ? copy.chart.asChart : copy.chart.asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartBar size={15} /> : <IconTable size={15} />}
          </Tool>
          <Tool label={copy.chart.csv} onClick={saveCsv}>
            <IconDownload size={15} />
          </Tool>
          {!asTable && (
            <Tool label={copy.chart.png} onClick={() => frame.current && downloadPng(frame.current, name)}>
              <IconPhoto size={15} />
            </Tool>
          )}
        </span>
      </div>
      {asTable ? <ChartTable axis={axis} series={series} unit={unit} caption={note} /> : children}
    </div>
  );
}

export const Tool = ({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) => (
  <button type="button" className={c.tool} aria-label={label} title={label} onClick={onClick}>
    {children}
  </button>
);
