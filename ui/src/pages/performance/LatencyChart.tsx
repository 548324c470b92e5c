import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schema } from '../../api/client';
import { useMarks } from '../../api/ranged';
import { ChartFrame } from '../../charts/ChartFrame';
import type { Level } from '../../charts/drawLines';
import { column, gridOf } from '../../charts/grid';
import { Heatmap } from '../../charts/Heatmap';
import { TimeLines } from '../../charts/TimeLines';
import type { Series, Unit } from '../../charts/types';
import { useHidden } from '../../charts/useHidden';
import { Segments } from '../../components/Segments';
import { Check } from '../../components/Field';
import { copy } from '../../copy';
import { apdex, axis as plain, axisDuration, duration, exact } from '../../lib/format';
import { isoMinute } from '../../lib/time';
import { useView } from '../../state/useView';
import c from './performance.module.css';

const t = copy.pages.performance;
const MODES = ['percentiles', 'heatmap', 'apdex'] as const;
type Mode = (typeof MODES)[number];
type Bar = Schema<'LatencyBar'>;
const THIN_BELOW = 20;
const TIMES: Unit = { axis: axisDuration, full: duration };
const SCORES: Unit = { axis: plain, full: apdex };
const COUNTS: Unit = { axis: plain, full: exact };
const GRADES: Level[] = [
  { from: 0, to: 0.5, color: 'var(--gh-b-server)' },
  { from: 0.5, to: 0.7, color: 'var(--gh-b-client)' },
  { from: 0.85, to: 0.94, color: 'var(--gh-b-ok)' },
  { from: 0.94, to: 1, color: 'var(--gh-accent-soft)' },
];
export const CURSOR = 'performance';

const isThin = (bar: Bar | undefined): boolean => bar !== undefined && bar.requests < THIN_BELOW;

function seriesOf(mode: Mode, bars: (Bar | undefined)[]): Series[] {
  if (mode === 'apdex') {
    return [
      { key: 'apdex', label: t.apdex, color: 'var(--gh-accent)', values: column(bars, (bar) => bar.apdex) },
    ];
  }
  return [
    { key: 'p50', label: 'p50', color: 'var(--gh-p50)', values: column(bars, (bar) => bar.p50Ms) },
    { key: 'p75', label: 'p75', color: 'var(--gh-p75)', values: column(bars, (bar) => bar.p75Ms) },
    { key: 'p95', label: 'p95', color: 'var(--gh-p95)', values: column(bars, (bar) => bar.p95Ms) },
    {
      key: 'p99',
      label: 'p99',
      color: 'var(--gh-p99)',
      values: column(bars, (bar) => (isThin(bar) ? null : bar.p99Ms)),
    },
  ];
}

export function LatencyChart({ answer }: { answer: Schema<'Latency'> }) {
  const view = useView();
  const router = useRouter();
  const marks = useMarks();
  const mode = MODES.find((candidate) => candidate === view.search.m) ?? 'percentiles';
  const log = view.search.log === '1';
  const grid = useMemo(() => gridOf(answer, answer.bars, view.zone), [answer, view.zone]);
  const lines = useMemo(() => seriesOf(mode, grid.bars), [mode, grid]);
  const thin = useMemo(() => grid.bars.map(isThin), [grid]);
  const heat = useHeat(answer, grid.axis.times);
  const { series, toggle, isolate } = useHidden(lines);
  const zoom = (from: number, to: number) =>
    view.set({
      from: isoMinute(from),
      to: isoMinute(Math.max(to, from + 60_000)),
      range: undefined,
      step: undefined,
    });
  const controls = (
    <span className={c.controls}>
      {mode === 'percentiles' && (
        <Check
          label={t.log}
          checked={log}
          onChange={(event) => view.set({ log: event.target.checked ? '1' : undefined }, { replace: true })}
        />
      )}
      <Segments
        label={t.chart}
        options={MODES.map((key) => ({ key, label: t[key] }))}
        value={mode}
        onChange={(key) => view.set({ m: key === 'percentiles' ? undefined : key, hide: undefined })}
      />
    </span>
  );
  const unit = mode === 'apdex' ? SCORES : mode === 'heatmap' ? COUNTS : TIMES;
  return (
    <ChartFrame
      series={mode === 'heatmap' ? heat.series : series}
      axis={grid.axis}
      unit={unit}
      note={mode === 'heatmap' ? t.unitHeat : ''}
      name={`${view.app}-${mode}`}
      controls={controls}
      legend={mode !== 'heatmap'}
      onToggle={toggle}
      onIsolate={isolate}
    >
      {mode === 'heatmap' ? (
        <Heatmap
          axis={grid.axis}
          rows={answer.heatmap.rows}
          columns={heat.columns}
          label={`${t.heatmap}, ${t.unitHeat}`}
          onPick={zoom}
        />
      ) : (
        <TimeLines
          axis={grid.axis}
          series={series}
          unit={unit}
          marks={marks}
          label={`${t.chart}, ${t[mode]}`}
          endLabels={mode === 'percentiles'}
          cursorKey={CURSOR}
          onZoom={zoom}
          onBack={() => router.history.back()}
          {...(mode === 'apdex' ? { max: 1, levels: GRADES } : { thin, log })}
        />
      )}
      {mode === 'percentiles' && thin.some(Boolean) && <p className={c.note}>{t.thin}</p>}
    </ChartFrame>
  );
}

/** The heatmap's columns on the axis of the chart, and the same as series for table and CSV. */
function useHeat(answer: Schema<'Latency'>, times: number[]) {
  return useMemo(() => {
    const half = (answer.stepSeconds * 1000) / 2;
    const columns = times.map(
      (at) => answer.heatmap.columns.find((column) => Math.abs(Date.parse(column.at) - at) < half)?.counts,
    );
    const series: Series[] = answer.heatmap.rows.map((row, i) => ({
      key: String(i),
      label: `≤ ${duration(row.highMs)}`,
      color: 'var(--gh-p75)',
      values: columns.map((counts) => counts?.[i] ?? null),
    }));
    return { columns, series };
  }, [answer, times]);
}
