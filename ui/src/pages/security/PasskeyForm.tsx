import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { DialogActions } from '../../components/Dialog';
import { errorClass, Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { deviceOf } from '../../lib/device';
import { makePasskey, NoPasskeyError } from '../../lib/passkey';
import { formOf } from '../settings/useChange';

const t = copyPeople.security;

/** Names a passkey and lets the browser make it. */
export function PasskeyForm({
  onDone,
  onClose,
}: {
  onDone: (recoveryCodes: string[]) => void;
  onClose: () => void;
}) {
  const add = useMutation({
    mutationFn: async (name: string) => {
      const asked = await answer(client.POST('/profile/passkeys/options'));
      return answer(client.POST('/profile/passkeys', { body: await makePasskey(asked, name) }));
    },
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => add.mutate(formOf(event)('name'));
  return (
    <form className={formClass} onSubmit={submit}>
      <p>{t.passkeysText}</p>
      <Field
        label={t.passkeyName}
        hint={t.passkeyNameHint}
        name="name"
        required
        maxLength={64}
        autoComplete="off"
        defaultValue={deviceOf(navigator.userAgent).slice(0, 64)}
      />
      {add.error && (
        <p className={errorClass} role="alert">
          {add.error instanceof NoPasskeyError ? copyPeople.auth.passkeyStopped : add.error.message}
        </p>
      )}
      <DialogActions>
        <Button onClick={onClose}>{copy.common.cancel}</Button>
        <Button type="submit" kind="primary" disabled={add.isPending}>
          {t.addPasskey}
        </Button>
      </DialogActions>
    </form>
  );
}
