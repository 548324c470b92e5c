import { type KeyboardEvent, useRef, useState } from 'react';
import { copyQuery as t } from '../../copy/query';
import { useListbox } from '../../lib/useListbox';
import { completed, completions, type DataView } from './complete';
import c from './query.module.css';

type Props = {
  text: string;
  views: readonly DataView[];
  onChange: (text: string) => void;
  onRun: () => void;
};

/** Where SQL is written; completes views, columns and words. */
export function SqlEditor({ text, views, onChange, onRun }: Props) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const options = caret === null ? [] : completions(views, text, caret);

  const pick = (choice: string) => {
    const area = ref.current;
    if (!area || caret === null) return;
    const next = completed(text, caret, choice);
    // Set by hand first: React would put the caret at the end.
    area.value = next.text;
    area.setSelectionRange(next.caret, next.caret);
    onChange(next.text);
    setCaret(null);
    area.focus();
  };
  const listbox = useListbox(options, pick);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === 'Escape' && options.length > 0) {
      event.preventDefault();
      setCaret(null);
    } else if (options.length > 0) {
      listbox.onKeyDown(event);
    }
  };
  return (
    <div className={c.editor}>
      <textarea
        ref={ref}
        className={`${c.text} mono`}
        aria-label={t.editor}
        aria-describedby="sql-hint"
        aria-autocomplete="list"
        aria-controls={options.length > 0 ? listbox.listId : undefined}
        aria-activedescendant={listbox.active >= 0 ? listbox.optionId(listbox.active) : undefined}
        rows={Math.min(20, Math.max(8, text.split('\n').length + 1))}
        maxLength={20_000}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={text}
        onChange={(event) => {
          onChange(event.target.value);
          setCaret(event.target.selectionStart);
          listbox.reset();
        }}
        onBlur={() => setCaret(null)}
        onKeyDown={onKeyDown}
      />
      {options.length > 0 && (
        <ul className={c.options} id={listbox.listId} role="listbox" aria-label={t.suggestions}>
          {options.map((option, i) => (
            // The keyboard side is in the text field.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={option}
              id={listbox.optionId(i)}
              role="option"
              tabIndex={-1}
              aria-selected={i === listbox.active}
              className="mono"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              {option}
            </li>
          ))}
        </ul>
      )}
      <p id="sql-hint" className={c.hint}>
        {t.hint}
      </p>
    </div>
  );
}
