import type uPlot from 'uplot';
import { colorOf, FONT, middle } from './plot';
import type { Series, TimeAxis } from './types';

export type Level = { from: number; to: number; color: string };

/** Horizontal bands behind the lines, such as the apdex grades. */
export function drawLevels(plot: uPlot, levels: Level[]): void {
  const { ctx, bbox } = plot;
  ctx.save();
  for (const level of levels) {
    const top = plot.valToPos(level.to, 'y', true);
    ctx.fillStyle = colorOf(level.color);
    ctx.globalAlpha = 0.5;
    ctx.fillRect(bbox.left, top, bbox.width, plot.valToPos(level.from, 'y', true) - top);
  }
  ctx.restore();
}

/** Names each line at its end; labels that would overlap move apart. */
export function drawEndLabels(plot: uPlot, series: Series[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const gap = 13 * ratio;
  const labels = series
    .flatMap((s) => {
      const last = s.values.findLast((value) => value !== null);
      return last == null
        ? []
        : [{ text: s.label, color: colorOf(s.color), y: plot.valToPos(last, 'y', true) }];
    })
    .sort((a, b) => a.y - b.y);
  ctx.save();
  ctx.font = FONT.replace('11px', `500 ${11 * ratio}px`);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let previous = -Infinity;
  for (const label of labels) {
    const y = Math.max(label.y, previous + gap);
    ctx.fillStyle = label.color;
    ctx.fillText(label.text, bbox.left + bbox.width + 6 * ratio, y);
    previous = y;
  }
  ctx.restore();
}

export function drawCursorLine(plot: uPlot, axis: TimeAxis, series: Series[], hovered: number | null): void {
  if (hovered === null) return;
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const x = Math.round(plot.valToPos(middle(axis, hovered), 'x', true));
  ctx.save();
  ctx.strokeStyle = colorOf('var(--gh-ghost)');
  ctx.lineWidth = ratio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  for (const s of series) {
    const value = s.values[hovered];
    if (value == null) continue;
    ctx.fillStyle = colorOf(s.color);
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(value, 'y', true), 3 * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}
