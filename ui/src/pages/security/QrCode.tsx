import encode from 'qr';
import { useMemo } from 'react';
import c from './security.module.css';

const QUIET = 4;

/** A text as a picture that phones read: always dark on white, for a reversed one many do not know. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => encode(text, 'raw', { ecc: 'medium', border: QUIET }), [text]);
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className={c.qr}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width="100%" height="100%" fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
