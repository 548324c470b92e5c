import { copyUptime as t } from '../../copy/watch';
import type { Monitor } from './api';
import c from './uptime.module.css';

type Segment = Monitor['segments'][number];
const RANK: Record<Segment, number> = { none: 0, up: 1, maintenance: 2, down: 3 };

/** Half as many parts, each the worse of two: for narrow screens. */
export function halved(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (let i = 0; i < segments.length; i += 2) {
    const a = segments[i] ?? 'none';
    const b = segments[i + 1] ?? a;
    result.push(RANK[a] >= RANK[b] ? a : b);
  }
  return result;
}

/** The last day at a glance. Down parts are taller as well as red; no data is a low grey line, never up. */
export function UptimeBar({ segments }: { segments: readonly Segment[] }) {
  const of = (kind: Segment) => segments.filter((segment) => segment === kind).length;
  const label = t.bar(of('up'), of('down'), of('none'));
  return (
    <span className={c.bar} role="img" aria-label={label} title={label}>
      {[
        { key: 'wide', parts: segments },
        { key: 'narrow', parts: halved(segments) },
      ].map(({ key, parts }) => (
        <span key={key} className={c[key]}>
          {parts.map((segment, i) => (
            <i key={i} data-k={segment} />
          ))}
        </span>
      ))}
    </span>
  );
}
