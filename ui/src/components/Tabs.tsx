import type { KeyboardEvent } from 'react';
import c from './ui.module.css';

type Props<K extends string> = {
  label: string;
  tabs: readonly { key: K; label: string }[];
  value: K;
  onChange: (key: K) => void;
};

/** A tab list; arrow keys move between the tabs. */
export function Tabs<K extends string>({ label, tabs, value, onChange }: Props<K>) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const index = (tabs.findIndex((tab) => tab.key === value) + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (next) onChange(next.key);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[index]?.focus();
  };
  return (
    // The list itself takes no focus: its selected tab does.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div className={c.tabs} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          className={c.tab}
          aria-selected={tab.key === value}
          tabIndex={tab.key === value ? 0 : -1}
          onClick={() => onChange(tab.key)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
