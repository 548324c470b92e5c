import type uPlot from 'uplot';
import { colorOf } from './plot';
import type { Series, TimeAxis } from './types';

type Box = { left: number; width: number };

function barBox(plot: uPlot, start: number, stepSeconds: number, ratio: number): Box {
  const left = Math.round(plot.valToPos(start, 'x', true));
  const right = Math.round(plot.valToPos(start + stepSeconds, 'x', true));
  const gap = Math.max(1, Math.round(Math.min(3 * ratio, (right - left) * 0.22)));
  return { left, width: Math.max(1, right - left - gap) };
}

/** Stacks one bar from the baseline up. Errors come first, so their heights can be compared. */
function drawBar(plot: uPlot, values: number[], colors: string[], box: Box, ratio: number): void {
  const { ctx } = plot;
  const top = values.reduce((last, value, i) => (value > 0 ? i : last), 0);
  let sum = 0;
  let bottom = plot.valToPos(0, 'y', true);
  values.forEach((value, i) => {
    if (value <= 0) return;
    sum += value;
    const y = Math.min(bottom - 1, Math.round(plot.valToPos(sum, 'y', true)));
    const seam = i < top && bottom - y > 2 * ratio ? Math.round(ratio) : 0;
    const radius = i === top ? Math.min(2.5 * ratio, box.width / 2, (bottom - y) / 2) : 0;
    ctx.fillStyle = colors[i] ?? '';
    ctx.beginPath();
    ctx.roundRect(box.left, y + seam, box.width, bottom - y - seam, [radius, radius, 0, 0]);
    ctx.fill();
    bottom = y;
  });
}

function drawComparison(plot: uPlot, axis: TimeAxis, values: (number | null)[], ratio: number): void {
  const { ctx } = plot;
  ctx.strokeStyle = colorOf('var(--gh-prev)');
  ctx.globalAlpha = 0.62;
  ctx.lineWidth = 1.3 * ratio;
  ctx.setLineDash([3.5 * ratio, 3 * ratio]);
  ctx.beginPath();
  let drawing = false;
  values.forEach((value, i) => {
    const at = axis.times[i];
    if (value === null || at === undefined) {
      drawing = false;
      return;
    }
    const x = plot.valToPos(at / 1000 + axis.stepSeconds / 2, 'x', true);
    const y = plot.valToPos(value, 'y', true);
    if (drawing) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    drawing = true;
  });
  ctx.stroke();
}

export function drawBars(
  plot: uPlot,
  axis: TimeAxis,
  series: Series[],
  comparison: (number | null)[] | undefined,
  hovered: number | null,
): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const colors = series.map((s) => colorOf(s.color));
  const last = axis.times.length - 1;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top - 4, bbox.width, bbox.height + 4);
  ctx.clip();
  axis.times.forEach((at, i) => {
    const dimmed = hovered !== null && hovered !== i ? 0.45 : 1;
    ctx.globalAlpha = dimmed * (axis.partialLast && i === last ? 0.5 : 1);
    const values = series.map((s) => s.values[i] ?? 0);
    drawBar(plot, values, colors, barBox(plot, at / 1000, axis.stepSeconds, ratio), ratio);
  });
  if (comparison) drawComparison(plot, axis, comparison, ratio);
  ctx.restore();
}
