import type { ReactNode } from 'react';
import c from './panel.module.css';
import ui from './ui.module.css';

type Props = { label: string; title?: ReactNode; note?: ReactNode; pad?: boolean; children: ReactNode };

/** A card with a hairline border: one panel, one question. */
export function Panel({ label, title, note, pad, children }: Props) {
  return (
    <section className={`${ui.card} ${c.panel}`} aria-label={label} data-pad={pad || undefined}>
      {title && (
        <div className={c.head}>
          <h2>{title}</h2>
          {note && <span>{note}</span>}
        </div>
      )}
      {children}
    </section>
  );
}

/** Two panels beside each other, the first one wider unless `even`. */
export const Columns = ({ even, children }: { even?: boolean; children: ReactNode }) => (
  <div className={c.columns} data-even={even || undefined}>
    {children}
  </div>
);
