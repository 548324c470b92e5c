import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Choice } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyKeys as t } from '../../copy/keys';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { SecretOnce } from './SecretOnce';

/** Gives a key another secret and shows it, once. */
export function RotateForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { app } = useView();
  const rotate = useChange(
    (overlapHours: number) =>
      answer(
        client.POST('/apps/{app}/keys/{key}/rotate', {
          params: { path: { app, key: id } },
          body: { overlapHours },
        }),
      ),
    { refresh: [['app', app, 'keys']], said: null },
  );
  if (rotate.data) return <SecretOnce secret={rotate.data.secret ?? ''} onClose={onClose} />;
  const submit = (event: FormEvent<HTMLFormElement>) => rotate.mutate(Number(formOf(event)('overlap')));
  return (
    <FormDialog title={t.rotate} change={rotate} action={t.rotate} onSubmit={submit} onClose={onClose}>
      <p>{t.rotateText}</p>
      <Choice label={t.overlap} name="overlap" defaultValue="24">
        {Object.entries(t.overlaps).map(([hours, label]) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </Choice>
    </FormDialog>
  );
}
