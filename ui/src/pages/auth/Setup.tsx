import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answer, ApiError, client, type Schema } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Check, Field, formClass, Problem } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { MIN_LENGTH } from './strength';
import { Strength } from './StrengthMeter';

const t = copyPeople.auth;
type First = { token: string; workspace: string };

/** First run: the token the server printed, then the first account. Two steps of three fields. */
export default function Setup() {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const server = useServer().data;
  const [first, setFirst] = useState<First>({ token: '', workspace: '' });
  const [step, setStep] = useState(1);
  const create = useMutation({
    mutationFn: (body: Schema<'SetupRequest'>) => answer(client.POST('/setup', { body })),
    onSuccess: async (session) => {
      cache.clear();
      cache.setQueryData(['session'], session);
      await navigate({ to: '/', search: { open: 'new' }, replace: true });
    },
  });
  if (server && !server.setupRequired && !create.isSuccess) return <Navigate to="/signin" replace />;
  const aboutFirst =
    create.error instanceof ApiError && ['token', 'workspace'].includes(create.error.field ?? '');
  return (
    <AuthCard title={t.setupTitle}>
      {step === 1 ? (
        <FirstStep
          value={first}
          error={aboutFirst ? create.error : null}
          onNext={(value) => {
            setFirst(value);
            setStep(2);
          }}
        />
      ) : (
        <SecondStep
          change={create}
          onBack={() => setStep(1)}
          onCreate={(account) => create.mutate({ ...first, ...account })}
        />
      )}
    </AuthCard>
  );
}

const valuesOf = (event: FormEvent<HTMLFormElement>) => {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  return (name: string) => String(form.get(name) ?? '').trim();
};

function FirstStep({
  value,
  error,
  onNext,
}: {
  value: First;
  error: Error | null;
  onNext: (value: First) => void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = valuesOf(event);
    onNext({ token: get('token'), workspace: get('workspace') });
  };
  return (
    <form className={formClass} onSubmit={submit}>
      <p className={c.intro}>
        {t.step(1, 2)}. {t.setupIntro}
      </p>
      <Field
        label={t.token}
        hint={t.tokenHint}
        name="token"
        required
        maxLength={128}
        autoComplete="off"
        defaultValue={value.token}
        {...(error && { error: error.message })}
      />
      <Field
        label={t.workspace}
        hint={t.workspaceHint}
        name="workspace"
        required
        maxLength={64}
        autoComplete="organization"
        defaultValue={value.workspace}
      />
      <Check label={t.privacyTitle} hint={t.privacyText} checked readOnly disabled />
      <Button type="submit" kind="primary" className={c.submit}>
        {t.next}
      </Button>
    </form>
  );
}

type Account = { name: string; email: string; password: string };
type SecondProps = {
  change: { error: Error | null; isPending: boolean };
  onBack: () => void;
  onCreate: (account: Account) => void;
};

function SecondStep({ change, onBack, onCreate }: SecondProps) {
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = valuesOf(event);
    onCreate({ name: get('name'), email: get('email'), password });
  };
  return (
    <form className={formClass} onSubmit={submit}>
      <p className={c.intro}>{t.step(2, 2)}</p>
      <Field label={t.name} name="name" required maxLength={64} autoComplete="name" />
      <Field label={t.email} name="email" type="email" required maxLength={254} autoComplete="username" />
      <Field
        label={t.password}
        hint={t.passwordHint}
        name="password"
        type="password"
        required
        minLength={MIN_LENGTH}
        maxLength={128}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Strength password={password} />
      <Problem error={change.error} />
      <div className={c.buttons}>
        <Button onClick={onBack}>{t.back}</Button>
        <Button type="submit" kind="primary" disabled={change.isPending}>
          {t.create}
        </Button>
      </div>
    </form>
  );
}
