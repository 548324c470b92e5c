import c from './segments.module.css';

type Props<K extends string> = {
  label: string;
  options: readonly { key: K; label: string }[];
  value: K;
  onChange: (key: K) => void;
};

/** A few choices of which one holds, as buttons in one frame. */
export const Segments = <K extends string>({ label, options, value, onChange }: Props<K>) => (
  <div className={c.segments} role="group" aria-label={label}>
    {options.map((option) => (
      <button
        key={option.key}
        type="button"
        aria-pressed={option.key === value}
        onClick={() => onChange(option.key)}
      >
        {option.label}
      </button>
    ))}
  </div>
);
