import type uPlot from 'uplot';
import { colorOf } from './plot';
import type { Period } from './types';

const TOP = 3;
const HEIGHT = 4;

/** A strip below the time axis: red while an alert fired, grey while nobody watched. */
export function drawPeriods(plot: uPlot, periods: Period[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const right = bbox.left + bbox.width;
  const inside = (at: number) => Math.min(right, Math.max(bbox.left, plot.valToPos(at / 1000, 'x', true)));
  ctx.save();
  for (const { kind, from, to } of periods) {
    const start = inside(from);
    ctx.fillStyle = colorOf(kind === 'alert' ? 'var(--gh-s-server)' : 'var(--gh-ghost)');
    ctx.fillRect(
      start,
      bbox.top + bbox.height + TOP * ratio,
      Math.max(2 * ratio, inside(to) - start),
      HEIGHT * ratio,
    );
  }
  ctx.restore();
}
