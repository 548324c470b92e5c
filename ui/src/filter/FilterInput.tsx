import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useValues, type ValueField } from '../api/ranged';
import { copy } from '../copy';
import { useListbox } from '../lib/useListbox';
import { accept, fieldSuggestions, type Suggestion, typing, valueSuggestions } from './complete';
import c from './filter.module.css';

type Props = {
  text: string;
  /** The page shows single requests, which have more fields than totals. */
  single: boolean;
  onChange: (text: string) => void;
  onApply: (text: string) => void;
  onCancel: () => void;
};

/** Where a filter is written; completes fields, then values of the app with their counts. */
export function FilterInput({ text, single, onChange, onApply, onCancel }: Props) {
  const ref = useRef<HTMLInputElement>(null);
  const part = typing(text);
  const [prefix] = useDebouncedValue(part.value, 150);
  const field = part.field?.hasValues ? (part.field.name as ValueField) : undefined;
  const values = useValues(field, field ? prefix : '').data?.items ?? [];
  const suggestions = [...fieldSuggestions(text, single), ...valueSuggestions(text, values)];

  const pick = (suggestion: Suggestion) => {
    const next = accept(text, suggestion);
    if (suggestion.complete) onApply(next);
    else onChange(next);
    ref.current?.focus();
  };
  const listbox = useListbox(suggestions, pick);

  useEffect(() => ref.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    listbox.onKeyDown(event);
    if (event.defaultPrevented) return;
    if (event.key === 'Enter') onApply(text);
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    }
  };
  return (
    <div className={c.box}>
      <input
        ref={ref}
        value={text}
        aria-label={copy.filter.label}
        placeholder={copy.filter.placeholder}
        onChange={(event) => {
          listbox.reset();
          onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => onApply(text)}
        {...listbox.input}
      />
      <ul
        className={c.list}
        aria-label={copy.filter.label}
        hidden={suggestions.length === 0}
        id={listbox.listId}
        role="listbox"
      >
        {suggestions.map((suggestion, i) => (
          // Keys are handled by the input, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={suggestion.text}
            role="option"
            id={listbox.optionId(i)}
            aria-selected={i === listbox.active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(suggestion)}
          >
            <code>{suggestion.label}</code>
            <small className="num">{suggestion.note}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
