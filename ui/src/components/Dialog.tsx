import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import c from './ui.module.css';

type Props = { title: string; onClose: () => void; wide?: boolean; className?: string; children: ReactNode };

/**
 * The browser's own modal dialog: it keeps the focus inside, closes with Escape and gives the focus back. It stands
 * outside of what opened it, so that nothing of that place styles or disables it.
 */
export function Dialog({ title, onClose, wide, className = '', children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const leave = useEffectEvent(onClose);
  // It is closed before it leaves the page: one that is gone already gives no focus back. That asks nobody to close it.
  useLayoutEffect(() => {
    const dialog = ref.current;
    const closed = () => leave();
    dialog?.addEventListener('close', closed);
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      dialog?.removeEventListener('close', closed);
      dialog?.close();
    };
  }, []);
  return createPortal(
    // A click on the dialog element itself is a click on its backdrop; the keyboard has Escape.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={ref}
      className={`${c.dialog} ${className}`}
      data-wide={wide || undefined}
      aria-labelledby={id}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>,
    document.body,
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className={c.actions}>{children}</div>
);
