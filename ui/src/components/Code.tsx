import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { copy } from '../copy';
import { IconButton } from './Button';
import c from './ui.module.css';

type CopyProps = { text: string; label?: string; onCopied?: (() => void) | undefined };

export function CopyButton({ text, label = copy.common.copy, onCopied }: CopyProps) {
  const [done, setDone] = useState(false);
  const click = () =>
    void navigator.clipboard.writeText(text).then(() => {
      setDone(true);
      onCopied?.();
      setTimeout(() => setDone(false), 1500);
    });
  return (
    <IconButton kind="quiet" label={done ? copy.common.copied : label} onClick={click}>
      {done ? <IconCheck size={14} /> : <IconCopy size={14} />}
    </IconButton>
  );
}

/** A snippet to copy. Long lines scroll, so the block takes focus. */
export function Code({ text, label, onCopied }: CopyProps & { label: string }) {
  return (
    <div className={c.codeBox}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={c.code} tabIndex={0} role="group" aria-label={label} onCopy={onCopied}>
        {text}
      </pre>
      <CopyButton text={text} onCopied={onCopied} />
    </div>
  );
}
