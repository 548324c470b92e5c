import { useId } from 'react';
import form from '../../components/form.module.css';
import c from './keys.module.css';

type Props = { label: string; hint?: string; name: string; value?: readonly string[]; rows?: number };

/** A list of texts, one a line. */
export function Lines({ label, hint, name, value = [], rows = 2 }: Props) {
  const id = useId();
  return (
    <div className={form.field}>
      <label className={form.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        className={`${form.input} ${c.lines}`}
        rows={rows}
        spellCheck={false}
        defaultValue={value.join('\n')}
        aria-describedby={hint ? `${id}-note` : undefined}
      />
      {hint && (
        <span id={`${id}-note`} className={form.hint}>
          {hint}
        </span>
      )}
    </div>
  );
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
