import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Field, formClass } from '../../components/Field';
import { FormFoot } from '../../components/FormDialog';
import { copyPeople } from '../../copy/people';
import { deviceOf } from '../../lib/device';
import { makePasskey } from '../../lib/passkey';
import { formOf } from '../../state/useChange';
import { SignInProblem } from '../auth/usePasskeySignIn';

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
      <SignInProblem error={add.error} />
      <FormFoot change={add} action={t.addPasskey} problem={false} onClose={onClose} />
    </form>
  );
}
