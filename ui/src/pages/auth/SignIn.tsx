import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { answer, ApiError, client, type Schema } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { errorClass, Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { safeNext } from './next';

const t = copy.auth;

export default function SignIn() {
  const { next }: { next?: string } = useSearch({ strict: false });
  const router = useRouter();
  const cache = useQueryClient();
  const setupRequired = useServer().data?.setupRequired;
  const signIn = useMutation({
    mutationFn: (body: Schema<'SignInRequest'>) => answer(client.POST('/session', { body })),
    onSuccess: (session) => {
      cache.clear();
      cache.setQueryData(['session'], session);
      router.history.push(safeNext(next));
    },
  });
  if (setupRequired) return <Navigate to="/setup" replace />;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  const { error } = signIn;
  const wrong = error instanceof ApiError && (error.status === 401 || error.status === 403);
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
        {error && (
          <p className={errorClass} role="alert">
            {wrong ? t.wrongPair : error.message}
          </p>
        )}
        <Button type="submit" kind="primary" className={c.submit} disabled={signIn.isPending}>
          {t.signIn}
        </Button>
      </form>
    </AuthCard>
  );
}
