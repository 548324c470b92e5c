import { useId } from 'react';
import { inputClass } from '../../components/Field';
import form from '../../components/form.module.css';
import { copyStatus as t } from '../../copy/status';

/** What the public reads. */
export function TextArea() {
  const id = useId();
  return (
    <div className={form.field}>
      <label className={form.label} htmlFor={id}>
        {t.text}
      </label>
      <textarea
        id={id}
        className={inputClass}
        name="text"
        required
        rows={4}
        maxLength={2000}
        aria-describedby={`${id}-note`}
      />
      <span id={`${id}-note`} className={form.hint}>
        {t.textHint}
      </span>
    </div>
  );
}
