import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answer, ApiError, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { formClass } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { hasPasskeys } from '../../lib/passkey';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { CodeField } from './CodeField';
import { SignInProblem, usePasskeySignIn } from './usePasskeySignIn';

const t = copyPeople.auth;
type Props = {
  step: Schema<'SignInStep'>;
  onIn: (session: Schema<'Session'>) => void;
  onAgain: () => void;
};

/** The password was right: asks for the second factor. */
export function SecondStep({ step, onIn, onAgain }: Props) {
  const can = (method: Schema<'SignInStep'>['methods'][number]) => step.methods.includes(method);
  const withKey = can('passkey') && hasPasskeys();
  const [recovery, setRecovery] = useState(!can('code') && !withKey);
  const enter = useMutation({
    mutationFn: (code: string) =>
      answer(client.POST('/session/second-factor', { body: { ticket: step.ticket, code } })),
    onSuccess: onIn,
  });
  const passkey = usePasskeySignIn(onIn);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    enter.mutate(String(new FormData(event.currentTarget).get('code')));
  };
  const error = enter.error ?? passkey.error;
  const over = error instanceof ApiError && error.code === 'sign-in-again';
  const byCode = can('code') || recovery;
  return (
    <AuthCard title={t.secondTitle}>
      <p className={c.intro}>{t.secondText}</p>
      {byCode && !over && (
        <form className={formClass} onSubmit={submit}>
          <CodeField key={String(recovery)} recovery={recovery} />
          <Button type="submit" kind="primary" className={c.submit} disabled={enter.isPending}>
            {t.verify}
          </Button>
        </form>
      )}
      {withKey && !over && (
        <>
          {byCode && <div className={c.or}>{t.or}</div>}
          <div className={c.ways}>
            <Button
              {...(!byCode && { kind: 'primary' as const })}
              disabled={passkey.isPending}
              onClick={() => passkey.mutate()}
            >
              {t.usePasskey}
            </Button>
          </div>
        </>
      )}
      <SignInProblem error={error} />
      <div className={c.links}>
        <button type="button" onClick={onAgain}>
          {t.startAgain}
        </button>
        {can('recovery') && !over && (can('code') || !recovery) && (
          <button
            type="button"
            onClick={() => {
              enter.reset();
              setRecovery(!recovery);
            }}
          >
            {recovery ? t.useCode : t.useRecovery}
          </button>
        )}
      </div>
    </AuthCard>
  );
}
