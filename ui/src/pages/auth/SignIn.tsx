import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Field, formClass } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { hasPasskeys } from '../../lib/passkey';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { safeNext } from './next';
import { SecondStep } from './SecondStep';
import { SignInProblem, usePasskeySignIn } from './usePasskeySignIn';

const t = copyPeople.auth;
type Session = Schema<'Session'>;
type Step = Schema<'SignInStep'>;

export default function SignIn() {
  const { next }: { next?: string } = useSearch({ strict: false });
  const router = useRouter();
  const cache = useQueryClient();
  const setupRequired = useServer().data?.setupRequired;
  const [step, setStep] = useState<Step>();
  const enter = (session: Session) => {
    cache.clear();
    cache.setQueryData(['session'], session);
    router.history.push(safeNext(next));
  };
  if (setupRequired) return <Navigate to="/setup" replace />;
  if (step) return <SecondStep step={step} onIn={enter} onAgain={() => setStep(undefined)} />;
  return <FirstStep onIn={enter} onStep={setStep} />;
}

function FirstStep({ onIn, onStep }: { onIn: (session: Session) => void; onStep: (step: Step) => void }) {
  const signIn = useMutation({
    mutationFn: (body: Schema<'SignInRequest'>) => answer<Session | Step>(client.POST('/session', { body })),
    onSuccess: (result) => ('ticket' in result ? onStep(result) : onIn(result)),
  });
  const passkey = usePasskeySignIn(onIn);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    passkey.reset();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  return (
    <AuthCard title={t.signInTitle}>
      <form className={formClass} onSubmit={submit}>
        <Field label={t.email} name="email" type="email" autoComplete="username" required maxLength={254} />
        <Field
          label={t.password}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <SignInProblem error={signIn.error ?? passkey.error} />
        <Button type="submit" kind="primary" className={c.submit} disabled={signIn.isPending}>
          {t.signIn}
        </Button>
      </form>
      {hasPasskeys() && (
        <>
          <div className={c.or}>{t.or}</div>
          <div className={c.ways}>
            <Button disabled={passkey.isPending} onClick={() => passkey.mutate()}>
              {t.withPasskey}
            </Button>
          </div>
        </>
      )}
    </AuthCard>
  );
}
