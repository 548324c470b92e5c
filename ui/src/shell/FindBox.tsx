import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../components/Dialog';
import { copy } from '../copy';
import { useListbox } from '../lib/useListbox';
import c from './find.module.css';
import { type Found, useFind } from './useFind';

type Props = { app: string; onHelp: () => void; onClose: () => void };

/** Ctrl-K: jumps to pages, apps, endpoints and consumers, and runs actions. */
export default function FindBox({ app, onHelp, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [searched] = useDebouncedValue(text, 150);
  const found = useFind(app, text, searched, onHelp);
  const pick = (item: Found) => {
    onClose();
    item.run();
  };
  const listbox = useListbox(found, pick);
  useEffect(() => input.current?.focus(), []);
  return (
    <Dialog title={copy.find.title} onClose={onClose} wide className={c.dialog}>
      <input
        ref={input}
        className={c.input}
        value={text}
        placeholder={copy.find.placeholder}
        aria-label={copy.find.title}
        onChange={(event) => {
          listbox.select(0);
          setText(event.target.value);
        }}
        onKeyDown={listbox.onKeyDown}
        {...listbox.input}
      />
      <ul className={c.list} aria-label={copy.find.title} id={listbox.listId} role="listbox">
        {found.map((item, i) => (
          // Keys are handled by the input, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={item.id}
            role="option"
            id={listbox.optionId(i)}
            aria-selected={i === listbox.active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(item)}
          >
            {item.content}
            <small>{item.kind}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={c.none}>{copy.find.none}</p>}
    </Dialog>
  );
}
