import type { ReactNode } from 'react';
import { copy } from '../copy';
import { shown } from '../lib/text';
import c from './charts.module.css';
import { placed } from './pins';
import type { Period, Zoom } from './types';
import { type Cursor, type PlotSpec, usePlot } from './usePlot';

const AXIS_HEIGHT = 28;

type Props = {
  spec: PlotSpec;
  /** Text summary of the chart: its accessible name. */
  label: string;
  /** The values of a bucket in words, read out as the cursor moves. */
  reading: (index: number) => string;
  tip: (cursor: Cursor, width: number) => ReactNode;
  onZoom?: Zoom | undefined;
  onBack?: (() => void) | undefined;
};

/** A time chart: canvas, annotations, tooltip. Arrow keys move the cursor, as on a slider; Enter zooms. */
export function Plot({ spec, label, reading, tip, onZoom, onBack }: Props) {
  const { box, host, width, cursor, pins, height, last, move, leave } = usePlot(spec, onZoom, onBack);
  return (
    <div ref={box} className={c.wrap}>
      <div
        ref={host}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={cursor?.index ?? last}
        aria-valuetext={cursor ? reading(cursor.index) : label}
        onKeyDown={move}
        onBlur={leave}
        style={{ height }}
      />
      {placed(pins, width).map((pin) => (
        <div
          key={`${pin.at}:${pin.label}`}
          className={c.pin}
          data-side={pin.side}
          style={{ left: pin.x, height: height - AXIS_HEIGHT }}
        >
          {pin.side !== 'none' && <span>{shown(pin.label)}</span>}
        </div>
      ))}
      {cursor && tip(cursor, width)}
      <Legend kinds={new Set(spec.marks.periods.map((period) => period.kind))} />
    </div>
  );
}

/** Says what the strip below the axis means. */
const Legend = ({ kinds }: { kinds: Set<Period['kind']> }) =>
  kinds.size > 0 && (
    <p className={c.periods}>
      {[...kinds].map((kind) => (
        <span key={kind} data-k={kind}>
          {copy.chart.periods[kind]}
        </span>
      ))}
    </p>
  );
