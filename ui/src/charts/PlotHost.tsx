import type { ReactNode } from 'react';
import { shown } from '../lib/text';
import c from './charts.module.css';
import type { usePlot } from './usePlot';

type Props = {
  plot: ReturnType<typeof usePlot>;
  /** Text summary of the chart: its accessible name. */
  label: string;
  /** The values under the cursor in words, read out as the cursor moves. */
  reading: string;
  children?: ReactNode;
};

/** The frame of a time chart: canvas, annotations, tooltip. Arrow keys move the cursor, as on a slider. */
export function PlotHost({ plot, label, reading, children }: Props) {
  const last = Math.max(0, plot.spec.axis.times.length - 1);
  return (
    <div ref={plot.box} className={c.wrap}>
      <div
        ref={plot.host}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={plot.cursor?.index ?? last}
        aria-valuetext={reading || label}
        onKeyDown={plot.move}
        onBlur={plot.leave}
        style={{ height: plot.spec.height }}
      />
      {plot.pins.map((pin, i) => (
        <div
          key={`${pin.at}:${pin.label}`}
          className={c.pin}
          data-side={pin.x > plot.width - 120 || i % 2 === 0 ? 'left' : 'right'}
          style={{ left: pin.x }}
        >
          <span>{shown(pin.label)}</span>
        </div>
      ))}
      {children}
    </div>
  );
}
