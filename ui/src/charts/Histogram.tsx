import { useElementSize } from '@mantine/hooks';
import { exact } from '../lib/format';
import c from './charts.module.css';
import { labelsOf } from './labels';

export type Bin = { low: number; high: number; count: number };
type Mark = { key: string; label: string; value: number | null; color: string };
type Props = {
  bins: Bin[];
  format: (value: number) => string;
  marks?: Mark[];
  color?: string;
  height?: number;
  label: string;
};
const AXIS = 18;
const TOP = 18;
const MAX_BARS = 48;

/** Neighbouring bins joined until there are few enough to see. */
function joined(bins: Bin[]): Bin[] {
  const size = Math.ceil(bins.length / MAX_BARS);
  const result: Bin[] = [];
  for (let i = 0; i < bins.length; i += size) {
    const part = bins.slice(i, i + size);
    const first = part[0];
    const last = part.at(-1);
    if (first && last) {
      result.push({ low: first.low, high: last.high, count: part.reduce((sum, bin) => sum + bin.count, 0) });
    }
  }
  return result;
}

/** Counts per bin, bins of equal width: the bins themselves grow, so the axis is logarithmic. */
export function Histogram({ bins, format, marks = [], color = 'var(--gh-p75)', height = 180, label }: Props) {
  const { ref: box, width: measured } = useElementSize();
  const width = measured || 320;
  const bars = joined(bins);
  const max = Math.max(1, ...bars.map((bar) => bar.count));
  const barWidth = width / Math.max(1, bars.length);
  const floor = height - AXIS;
  const place = (value: number): number => {
    const index = bars.findIndex((bar) => value < bar.high);
    const bar = bars[index];
    if (!bar) return width;
    return (index + Math.max(0, (value - bar.low) / (bar.high - bar.low || 1))) * barWidth;
  };
  const placed = marks.flatMap((mark) => (mark.value === null ? [] : [{ ...mark, x: place(mark.value) }]));
  const ticks = bars.filter((_, i) => i % Math.max(1, Math.ceil(bars.length / 4)) === 0);
  return (
    <div ref={box}>
      <svg
        className={`${c.histogram} num`}
        viewBox={`0 0 ${width} ${height}`}
        height={height}
        role="img"
        aria-label={label}
      >
        {bars.map((bar, i) => {
          const size = bar.count > 0 ? Math.max(1, (bar.count / max) * (floor - TOP)) : 0;
          return (
            <rect
              key={bar.low}
              x={i * barWidth + 0.5}
              y={floor - size}
              width={Math.max(0.5, barWidth - 1)}
              height={size}
              rx={Math.min(2, barWidth / 4)}
              fill={color}
            >
              <title>{`${format(bar.low)} – ${format(bar.high)}: ${exact(bar.count)}`}</title>
            </rect>
          );
        })}
        <line x1="0" x2={width} y1={floor} y2={floor} stroke="var(--gh-line-strong)" />
        {ticks.map((bar) => (
          <text key={bar.low} x={Math.min(width - 30, bars.indexOf(bar) * barWidth)} y={height - 4}>
            {format(bar.low)}
          </text>
        ))}
        {placed.map((mark) => (
          <line
            key={mark.key}
            x1={mark.x}
            x2={mark.x}
            y1={TOP - 4}
            y2={floor}
            stroke={mark.color}
            strokeDasharray="3 2"
            strokeWidth="1.2"
          />
        ))}
        {labelsOf(placed).map(({ x, text }) => (
          <text key={text} x={x} y={TOP - 7} textAnchor={x > width - 40 ? 'end' : 'middle'}>
            {text}
          </text>
        ))}
      </svg>
    </div>
  );
}
