import type { ReactNode } from 'react';
import c from './states.module.css';

type Props = { title: string; text?: ReactNode; small?: string; children?: ReactNode; alert?: boolean };

/** What stands in a panel in place of data: one sentence what is, one what to do, buttons. */
export function Message({ title, text, small, children, alert }: Props) {
  return (
    <div className={c.message} role={alert ? 'alert' : undefined}>
      <p className={c.title}>{title}</p>
      {text && <p>{text}</p>}
      {children && <div className={c.buttons}>{children}</div>}
      {small && <small className="mono">{small}</small>}
    </div>
  );
}
