import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { copy } from '../copy';
import { FILTER_EVENT } from '../shell/useShortcuts';
import { useView } from '../state/useView';
import { FilterChip } from './FilterChip';
import { FilterInput } from './FilterInput';
import c from './filter.module.css';
import { parse, removeAt, split } from './parse';
import { Updated } from './Updated';

/** The filter of the page as chips, with an input to add one. `/` or `f` opens it. */
export function FilterBar() {
  const { filter, set } = useView();
  const [draft, setDraft] = useState<string | null>(null);
  const single = useLocation({ select: (location) => /\/requests(\/|$)/.test(location.pathname) });
  const tokens = parse(filter);

  useEffect(() => {
    const open = () => setDraft('');
    window.addEventListener(FILTER_EVENT, open);
    return () => window.removeEventListener(FILTER_EVENT, open);
  }, []);

  const apply = (text: string) => {
    setDraft(null);
    if (text.trim()) set({ q: [filter, ...split(text).map((part) => part.raw)].filter(Boolean).join(' ') });
  };
  const edit = (index: number) => {
    setDraft(tokens[index]?.raw ?? '');
    set({ q: removeAt(filter, index) || undefined }, { replace: true });
  };
  return (
    <div className={c.row} role="search" aria-label={copy.header.filters}>
      {tokens.map((token, i) => (
        <FilterChip
          key={`${token.start}:${token.raw}`}
          token={token}
          single={single}
          onEdit={() => edit(i)}
          onRemove={() => set({ q: removeAt(filter, i) || undefined })}
        />
      ))}
      {draft === null ? (
        <button type="button" className={c.add} onClick={() => setDraft('')}>
          {copy.filter.add}
        </button>
      ) : (
        <FilterInput
          text={draft}
          single={single}
          onChange={setDraft}
          onApply={apply}
          onCancel={() => setDraft(null)}
        />
      )}
      <Updated />
    </div>
  );
}
