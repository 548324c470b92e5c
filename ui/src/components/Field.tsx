import { type ComponentProps, type ReactNode, useId } from 'react';
import c from './form.module.css';

type Frame = { label: string; hint?: ReactNode; error?: string };

/** A labelled text field; the browser's own types (`datetime-local`, `number`, `email`) do the rest. */
export function Field({ label, hint, error, ...input }: Frame & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={c.field}>
      <label className={c.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={c.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-note` : undefined}
        {...input}
      />
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

export function Choice({ label, hint, error, children, ...select }: Frame & ComponentProps<'select'>) {
  const id = useId();
  return (
    <div className={c.field}>
      <label className={c.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={c.input}
        aria-describedby={hint || error ? `${id}-note` : undefined}
        {...select}
      >
        {children}
      </select>
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

export function Check({ label, hint, ...input }: { label: string; hint?: string } & ComponentProps<'input'>) {
  const id = useId();
  return (
    <label className={c.check} htmlFor={id}>
      <input id={id} type="checkbox" {...input} />
      <span>
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

function Note({ id, hint, error }: { id: string; hint: ReactNode; error: string | undefined }) {
  if (!hint && !error) return null;
  return (
    <span id={id} className={error ? c.error : c.hint} role={error ? 'alert' : undefined}>
      {error ?? hint}
    </span>
  );
}

/** What a change answered when it failed. */
export const Problem = ({ error }: { error: Error | null | undefined }) =>
  error && (
    <p className={c.error} role="alert">
      {error.message}
    </p>
  );

/** The options of a `Choice` out of a list of its values. */
export const Options = <T extends string>({ of, text }: { of: readonly T[]; text: Record<T, string> }) =>
  of.map((one) => (
    <option key={one} value={one}>
      {text[one]}
    </option>
  ));

export const formClass = c.form;
export const errorClass = c.error;
export const inputClass = c.input;
