import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Field, formClass } from '../../components/Field';
import { copyPeople } from '../../copy/people';
import { deviceOf } from '../../lib/device';
import { hasPasskeys, makePasskey } from '../../lib/passkey';
import { shown } from '../../lib/text';
import { RecoveryCodes } from '../security/RecoveryCodes';
import { AuthCard } from './AuthCard';
import c from './auth.module.css';
import { ProviderButtons } from './ProviderButtons';
import { MIN_LENGTH } from './strength';
import { Strength } from './StrengthMeter';
import { SignInProblem } from './usePasskeySignIn';

const t = copyPeople.auth;

/** Where the link of an invitation leads: makes an account, with a password, a passkey or a provider. */
export default function Invite() {
  const { secret = '' }: { secret?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const invited = useQuery({
    queryKey: ['invited', secret],
    queryFn: ({ signal }) =>
      answer(client.GET('/invited/{secret}', { params: { path: { secret } }, signal })),
    staleTime: Infinity,
  });
  if (invited.error)
    return (
      <AuthCard title={t.inviteGone}>
        <p className={c.intro}>{invited.error.message}</p>
        <div className={c.ways}>
          <Button onClick={() => void navigate({ to: '/signin' })}>{t.toSignIn}</Button>
        </div>
      </AuthCard>
    );
  return (
    <AuthCard title={t.inviteTitle}>
      {invited.data && <Accept secret={secret} invited={invited.data} />}
    </AuthCard>
  );
}

function Accept({ secret, invited }: { secret: string; invited: Schema<'Invited'> }) {
  const navigate = useNavigate();
  const cache = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [password, setPassword] = useState('');
  const params = { path: { secret } };
  const accept = useMutation({
    mutationFn: async ({ name, withKey }: { name: string; withKey: boolean }) => {
      if (!withKey) return answer(client.POST('/invited/{secret}', { params, body: { name, password } }));
      const asked = await answer(
        client.POST('/invited/{secret}/passkey-options', { params, body: { name } }),
      );
      const passkey = await makePasskey(asked, deviceOf(navigator.userAgent).slice(0, 64));
      return answer(client.POST('/invited/{secret}', { params, body: { name, passkey } }));
    },
    onSuccess: ({ recoveryCodes }) => (recoveryCodes.length === 0 ? goOn() : undefined),
  });
  const goOn = () => {
    cache.clear();
    void navigate({ to: '/', replace: true });
  };
  const name = () => String(new FormData(form.current ?? undefined).get('name'));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    accept.mutate({ name: name(), withKey: false });
  };
  const withPasskey = () => {
    const field = form.current?.elements.namedItem('name');
    if (field instanceof HTMLInputElement && !field.reportValidity()) return;
    accept.mutate({ name: name(), withKey: true });
  };
  const providers = useServer().data?.providers ?? [];
  return (
    <>
      <p className={c.intro}>
        {t.inviteIntro(shown(invited.invitedBy), shown(invited.workspace), t.asRole[invited.role])}
      </p>
      <form ref={form} className={formClass} onSubmit={submit}>
        <Field label={t.email} value={shown(invited.email)} readOnly autoComplete="username" />
        <Field label={t.name} name="name" required maxLength={64} autoComplete="name" />
        {invited.password && (
          <>
            <Field
              label={t.password}
              hint={t.passwordHint}
              type="password"
              required
              minLength={MIN_LENGTH}
              maxLength={128}
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
            <Strength password={password} />
            <Button type="submit" kind="primary" className={c.submit} disabled={accept.isPending}>
              {t.accept}
            </Button>
          </>
        )}
      </form>
      <SignInProblem error={accept.error} />
      {invited.password && (hasPasskeys() || providers.length > 0) && <div className={c.or}>{t.or}</div>}
      <div className={c.ways}>
        {hasPasskeys() && (
          <Button disabled={accept.isPending} onClick={withPasskey}>
            {t.acceptPasskey}
          </Button>
        )}
        <ProviderButtons invitation={secret} />
      </div>
      {accept.data && accept.data.recoveryCodes.length > 0 && (
        <Dialog title={copyPeople.security.codesTitle} onClose={goOn}>
          <RecoveryCodes codes={accept.data.recoveryCodes} onKept={goOn} />
        </Dialog>
      )}
    </>
  );
}
