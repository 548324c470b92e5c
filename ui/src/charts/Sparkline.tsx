import c from './charts.module.css';

type Props = { values: (number | null)[]; width?: number; height?: number; color?: string; label?: string };

/** A word-sized line. Without a label it is decoration and hidden from assistive technology. */
export function Sparkline({ values, width = 92, height = 22, color = 'var(--gh-ghost)', label }: Props) {
  const accessible = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  const known = values.filter((value) => value !== null);
  if (known.length < 2) {
    return (
      <svg className={c.spark} width={width} height={height} {...accessible}>
        <line
          x1="0"
          x2={width}
          y1={height - 2}
          y2={height - 2}
          stroke="var(--gh-line-strong)"
          strokeDasharray="2 3"
        />
      </svg>
    );
  }
  const max = Math.max(...known) * 1.05 || 1;
  const x = (i: number) => ((i / (values.length - 1)) * width).toFixed(1);
  const y = (value: number) => (height - 2 - (value / max) * (height - 4)).toFixed(1);
  return (
    <svg className={c.spark} width={width} height={height} viewBox={`0 0 ${width} ${height}`} {...accessible}>
      {runs(values).map((run) => {
        const points = run.map(({ i, value }) => `${x(i)},${y(value)}`).join(' L');
        const first = run[0]?.i ?? 0;
        const last = run.at(-1)?.i ?? 0;
        return (
          <g key={first}>
            <path
              d={`M${x(first)},${height} L${points} L${x(last)},${height}Z`}
              fill={color}
              opacity={0.12}
            />
            <path d={`M${points}`} fill="none" stroke={color} strokeWidth={1.4} strokeLinejoin="round" />
          </g>
        );
      })}
    </svg>
  );
}

type Point = { i: number; value: number };

/** Stretches without a gap. */
function runs(values: (number | null)[]): Point[][] {
  const result: Point[][] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const current = result.at(-1);
    if (current?.at(-1)?.i === i - 1) current.push({ i, value });
    else result.push([{ i, value }]);
  });
  return result;
}
