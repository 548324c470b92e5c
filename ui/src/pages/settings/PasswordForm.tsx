import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Field, formClass } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { formOf, useChange } from '../../state/useChange';
import c from './settings.module.css';

const t = copyPeople.profile;

export function PasswordForm({ has }: { has: boolean }) {
  const save = useChange(
    (body: Schema<'PasswordChange'>) => answer(client.POST('/profile/password', { body })),
    { refresh: [['sessions'], ['factors']], said: t.passwordChanged },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = event.currentTarget;
    const get = formOf(event);
    const current = has ? { current: get('current') } : {};
    save.mutate({ ...current, password: get('password') }, { onSuccess: () => form.reset() });
  };
  return (
    <form className={`${formClass} ${c.narrow}`} onSubmit={submit}>
      {has ? (
        <Field label={t.current} name="current" type="password" required autoComplete="current-password" />
      ) : (
        <p className={c.text}>{copyPeople.security.noPassword}</p>
      )}
      <Field
        label={t.password}
        hint={copyPeople.auth.passwordHint}
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
          {has ? t.changePassword : copyPeople.security.setPassword}
        </Button>
      </div>
    </form>
  );
}
