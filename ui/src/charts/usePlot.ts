import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { indexAt, middle, timeAxis, valueAxis, zoned } from './plot';
import type { Pin } from './pins';
import { drawPeriods } from './drawPeriods';
import type { Marks, TimeAxis, Unit, Zoom } from './types';

/** Everything a chart needs to be drawn. Callers memoize it: a new object draws anew. */
export type PlotSpec = {
  axis: TimeAxis;
  data: uPlot.AlignedData;
  series: uPlot.Series[];
  scale: uPlot.Scale;
  unit: Unit;
  height: number;
  axisSize?: number;
  rightPadding?: number;
  marks: Marks;
  /** Charts with the same key share one cursor. */
  cursorKey?: string;
  draw: (plot: uPlot, hovered: number | null) => void;
};

/** `own`: the pointer is over this chart, not over another one with the same cursor key. */
export type Cursor = { index: number; x: number; own: boolean };
const DRAG_PIXELS = 6;
const DOUBLE_CLICK_MILLIS = 230;

export function usePlot(spec: PlotSpec, onZoom: Zoom | undefined, onBack: (() => void) | undefined) {
  const { ref: box, width } = useElementSize();
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const hovered = useRef<number | null>(null);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [pins, setPins] = useState<Pin[]>([]);
  const scheme = useComputedColorScheme('light');
  // Hovering pauses drawing: new data waits until the pointer has left.
  const [held, setHeld] = useState(spec);
  if (held !== spec && (cursor === null || held.axis.times.length !== spec.axis.times.length)) setHeld(spec);

  const zoom = useEffectEvent((from: number, to: number) => onZoom?.(from, to));
  const back = useEffectEvent(() => onBack?.());

  useEffect(() => {
    const { axis } = held;
    if (!host.current || width < 50 || axis.times.length === 0) return;
    let dragged = false;
    let click: ReturnType<typeof setTimeout> | undefined;
    const left = (axis.times[0] ?? 0) / 1000;
    const right = (axis.times.at(-1) ?? 0) / 1000 + axis.stepSeconds;
    const pixel = (u: uPlot, seconds: number) => u.valToPos(seconds, 'x') + u.bbox.left / devicePixelRatio;

    const follow = (u: uPlot) => {
      const x = u.cursor.left ?? -1;
      const index = x < 0 ? null : indexAt(axis, u.posToVal(x, 'x'));
      if (index === hovered.current) return;
      hovered.current = index;
      u.redraw(false, false);
      setCursor(
        index === null ? null : { index, x: pixel(u, middle(axis, index)), own: u.cursor.event != null },
      );
    };
    const select = (u: uPlot) => {
      dragged = u.select.width > DRAG_PIXELS;
      if (dragged) {
        zoom(u.posToVal(u.select.left, 'x') * 1000, u.posToVal(u.select.left + u.select.width, 'x') * 1000);
      }
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    };
    const listen = (u: uPlot) => {
      u.over.addEventListener('click', () => {
        const index = hovered.current;
        clearTimeout(click);
        if (dragged || index === null) {
          dragged = false;
          return;
        }
        const start = axis.times[index] ?? 0;
        click = setTimeout(() => zoom(start, start + axis.stepSeconds * 1000), DOUBLE_CLICK_MILLIS);
      });
      u.over.addEventListener('dblclick', () => {
        clearTimeout(click);
        back();
      });
    };

    const u = new uPlot(
      {
        width,
        height: held.height,
        padding: [10, held.rightPadding ?? 2, 0, 0],
        tzDate: zoned(axis.zone),
        legend: { show: false },
        scales: { x: { range: () => [left, right] }, y: held.scale },
        cursor: {
          drag: { x: true, y: false, setScale: false },
          points: { show: false },
          ...(held.cursorKey && { sync: { key: held.cursorKey } }),
        },
        axes: [timeAxis(axis), { ...valueAxis(held.unit, held.axisSize ?? 52), show: held.axisSize !== 0 }],
        series: [{}, ...held.series],
        hooks: {
          draw: [
            (p) => held.draw(p, hovered.current),
            (p) => drawPeriods(p, held.marks.periods),
            (p) => setPins(held.marks.pins.map((a) => ({ ...a, x: pixel(p, a.at / 1000) }))),
          ],
          setCursor: [follow],
          setSelect: [select],
          ready: [listen],
        },
      },
      held.data,
      host.current,
    );
    plot.current = u;
    return () => {
      clearTimeout(click);
      hovered.current = null;
      u.destroy();
      plot.current = null;
    };
  }, [width, scheme, held]);

  const move = (event: KeyboardEvent) => {
    const u = plot.current;
    const { axis } = held;
    const current = hovered.current;
    if (!u) return;
    if (event.key === 'Enter' && current !== null) {
      const start = axis.times[current] ?? 0;
      onZoom?.(start, start + axis.stepSeconds * 1000);
    }
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const next = (current ?? axis.times.length) + (event.key === 'ArrowLeft' ? -1 : 1);
    const index = Math.min(axis.times.length - 1, Math.max(0, next));
    u.setCursor({ left: u.valToPos(middle(axis, index), 'x'), top: 20 });
  };
  const leave = () => plot.current?.setCursor({ left: -10, top: -10 });

  const last = Math.max(0, held.axis.times.length - 1);
  return { box, host, width, cursor, pins, height: held.height, last, move, leave };
}
