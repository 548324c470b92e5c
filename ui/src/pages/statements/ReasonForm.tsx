import type { FormEvent } from 'react';
import { Check, Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyStatements as t } from '../../copy/statements';
import { formOf } from '../../state/useChange';

export type Reasoned = { reason: string; force: boolean };

type Props = {
  title: string;
  text: string;
  /** Whether the reason may be left out. */
  optional?: boolean;
  /** Batches are missing: only whoever says why goes on. */
  forces?: boolean;
  danger?: boolean;
  change: { error: Error | null; isPending: boolean };
  onSubmit: (reasoned: Reasoned) => void;
  onClose: () => void;
};

/** Asks why before something is kept for good. */
export function ReasonForm({ title, text, optional, forces, danger, change, onSubmit, onClose }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    onSubmit({ reason: value('reason'), force: value('force') === 'on' });
  };
  return (
    <FormDialog {...{ title, change, danger, onClose }} action={title} onSubmit={submit}>
      <p>{text}</p>
      {forces && <Check name="force" label={t.force} hint={t.forceHint} required />}
      <Field
        label={t.reason}
        hint={t.reasonHint}
        name="reason"
        maxLength={256}
        required={!optional || forces}
      />
    </FormDialog>
  );
}
