import type { FormEvent } from 'react';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Check, errorClass, Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyStatements as t } from '../../copy/statements';
import { formOf } from '../settings/useChange';

export type Reasoned = { reason: string; force: boolean };

type Props = {
  title: string;
  text: string;
  /** Whether the reason may be left out. */
  optional?: boolean;
  /** Batches are missing: only whoever says why goes on. */
  forces?: boolean;
  danger?: boolean;
  busy: boolean;
  error: Error | null;
  onSubmit: (reasoned: Reasoned) => void;
  onClose: () => void;
};

/** Asks why before something is kept for good. */
export function ReasonForm({ title, text, optional, forces, danger, busy, error, onSubmit, onClose }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    onSubmit({ reason: value('reason'), force: value('force') === 'on' });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={formClass} onSubmit={submit}>
        <p>{text}</p>
        {forces && <Check name="force" label={t.force} hint={t.forceHint} required />}
        <Field
          label={t.reason}
          hint={t.reasonHint}
          name="reason"
          maxLength={256}
          required={!optional || forces}
        />
        {error && (
          <p className={errorClass} role="alert">
            {error.message}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} disabled={busy}>
            {title}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
