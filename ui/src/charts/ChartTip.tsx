import type { ReactNode } from 'react';
import { shown } from '../lib/text';
import c from './charts.module.css';

export type TipRow = { key: string; label: string; color?: string; value: string; share?: string };
type Props = { title: string; x: number; width: number; rows: TipRow[]; notes?: string[]; foot?: ReactNode };

export function ChartTip({ title, x, width, rows, notes = [], foot }: Props) {
  const side = x > width / 2 ? { right: width - x + 14 } : { left: x + 14 };
  return (
    <div className={`${c.tip} num`} style={side} aria-hidden>
      <div className={c.tipTitle}>{title}</div>
      {rows.map((row) => (
        <div className={c.tipRow} key={row.key}>
          <span className={c.swatch} style={{ background: row.color ?? 'transparent' }} />
          <span>{row.label}</span>
          <b>{row.value}</b>
          <i>{row.share}</i>
        </div>
      ))}
      {notes.length > 0 && <div className={c.tipFoot}>{shown(notes.slice(0, 3).join(' · '))}</div>}
      {foot && <div className={c.tipFoot}>{foot}</div>}
    </div>
  );
}
