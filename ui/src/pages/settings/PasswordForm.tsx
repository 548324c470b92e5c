import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import c from './settings.module.css';
import { formOf, useChange } from './useChange';

const t = copy.settings.profile;

export function PasswordForm() {
  const save = useChange(
    (body: Schema<'PasswordChange'>) => answer(client.POST('/profile/password', { body })),
    { refresh: [['sessions']], said: t.passwordChanged },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const get = formOf(event);
    save.mutate({ current: get('current'), password: get('password') }, { onSuccess: () => form.reset() });
  };
  return (
    <form className={`${formClass} ${c.narrow}`} onSubmit={submit}>
      <Field label={t.current} name="current" type="password" required autoComplete="current-password" />
      <Field
        label={t.password}
        hint={copy.auth.passwordHint}
        name="password"
        type="password"
        required
        minLength={10}
        maxLength={128}
        autoComplete="new-password"
        {...(save.error && { error: save.error.message })}
      />
      <div>
        <Button type="submit" disabled={save.isPending}>
          {t.changePassword}
        </Button>
      </div>
    </form>
  );
}
