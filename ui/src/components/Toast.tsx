import { createContext, type ReactNode, use, useCallback, useRef, useState } from 'react';
import c from './ui.module.css';

const VISIBLE_MILLIS = 2500;
const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says in one line what has just happened, also to screen readers. */
export const useToast = () => use(ToastContext);

export function ToastHost({ children }: { children: ReactNode }) {
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((next: string) => {
    clearTimeout(timer.current);
    setText(next);
    timer.current = setTimeout(() => setText(''), VISIBLE_MILLIS);
  }, []);
  return (
    <ToastContext value={say}>
      {children}
      <div className={c.toast} role="status">
        {text}
      </div>
    </ToastContext>
  );
}
