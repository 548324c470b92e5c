import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { errorClass, Field, formClass } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { hasPasskeys } from '../../lib/passkey';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { safeNext } from './next';
import { ProviderButtons } from './ProviderButtons';
import { stepOf } from './returned';
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
  const [step, setStep] = useState(() => stepOf(location.hash));
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, '', location.pathname + location.search);
  }, []);
  const enter = (session: Session) => {
    cache.clear();
    cache.setQueryData(['session'], session);
    router.history.push(safeNext(next));
  };
  if (setupRequired) return <Navigate to="/setup" replace />;
  if (step) return <SecondStep step={step} onIn={enter} onAgain={() => setStep(undefined)} />;
  return <FirstStep onIn={enter} onStep={setStep} />;
}

type Props = { onIn: (session: Session) => void; onStep: (step: Step) => void };

function FirstStep({ onIn, onStep }: Props) {
  const { next }: { next?: string } = useSearch({ strict: false });
  const server = useServer().data;
  const [left, setLeft] = useState(false);
  const passkey = usePasskeySignIn(onIn);
  const others = hasPasskeys() || (server?.providers.length ?? 0) > 0;
  const passwords = server?.passwords !== 'none';
  return (
    <AuthCard title={t.signInTitle}>
      {!left && <Returned />}
      {passwords ? (
        <PasswordForm
          onIn={onIn}
          onStep={onStep}
          onTry={() => {
            setLeft(true);
            passkey.reset();
          }}
        />
      ) : (
        <p className={c.intro}>{t.noPasswords}</p>
      )}
      {others && (
        <>
          {passwords && <div className={c.or}>{t.or}</div>}
          <div className={c.ways}>
            <ProviderButtons {...(next && { next })} />
            {hasPasskeys() && (
              <Button disabled={passkey.isPending} onClick={() => passkey.mutate()}>
                {t.withPasskey}
              </Button>
            )}
            <SignInProblem error={passkey.error} />
          </div>
        </>
      )}
    </AuthCard>
  );
}

/** Why a provider's answer did not let somebody in. */
function Returned() {
  const { problem }: { problem?: string } = useSearch({ strict: false });
  if (!problem) return null;
  const known = Object.entries(t.problems).find(([key]) => key === problem);
  return (
    <p className={`${errorClass} ${c.problem}`} role="alert">
      {known?.[1] ?? t.otherProblem}
    </p>
  );
}

function PasswordForm({ onIn, onStep, onTry }: Props & { onTry: () => void }) {
  const signIn = useMutation({
    mutationFn: (body: Schema<'SignInRequest'>) => answer<Session | Step>(client.POST('/session', { body })),
    onSuccess: (result) => ('ticket' in result ? onStep(result) : onIn(result)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onTry();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  return (
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
      <SignInProblem error={signIn.error} />
      <Button type="submit" kind="primary" className={c.submit} disabled={signIn.isPending}>
        {t.signIn}
      </Button>
    </form>
  );
}
