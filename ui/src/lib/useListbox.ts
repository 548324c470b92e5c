import { type KeyboardEvent, useId, useState } from 'react';

/** The keyboard side of an input with a list of suggestions (the ARIA combobox pattern). */
export function useListbox<T>(options: T[], onPick: (option: T) => void) {
  const id = useId();
  const [moved, setMoved] = useState(-1);
  // The list may have shrunk since the last key.
  const active = Math.min(moved, options.length - 1);
  const optionId = (index: number) => `${id}-${index}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && options.length > 0) {
      event.preventDefault();
      setMoved((active + step + options.length) % options.length);
      return;
    }
    const option = options[active];
    if ((event.key === 'Enter' || event.key === 'Tab') && option !== undefined) {
      event.preventDefault();
      setMoved(-1);
      onPick(option);
    }
  };
  return {
    active,
    reset: () => setMoved(-1),
    select: setMoved,
    onKeyDown,
    input: {
      role: 'combobox',
      'aria-expanded': options.length > 0,
      'aria-controls': id,
      'aria-autocomplete': 'list' as const,
      'aria-activedescendant': active >= 0 ? optionId(active) : undefined,
      autoComplete: 'off',
      spellCheck: false,
    },
    listId: id,
    optionId,
  };
}
