import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { baseUrl } from '../../lib/base';
import { hasPasskeys, signWithPasskey } from '../../lib/passkey';
import { shown } from '../../lib/text';
import { formOf } from '../../state/useChange';
import c from './auth.module.css';
import { CodeField } from './CodeField';
import { SignInProblem } from './usePasskeySignIn';

const t = copyPeople.proof;
type Shown = Schema<'ProofRequest'>;

/** Asks a member to show once more who they are. */
export function ProofDialog({ onProven, onClose }: { onProven: () => void; onClose: () => void }) {
  const methods = useQuery({
    queryKey: ['proof'],
    queryFn: ({ signal }) => answer(client.GET('/session/proof', { signal })),
    gcTime: 0,
  });
  const [recovery, setRecovery] = useState(false);
  const prove = useMutation({
    mutationFn: async (shown: Shown | 'passkey') => {
      if (shown !== 'passkey') return answer(client.POST('/session/proof', { body: shown }));
      const question = await answer(client.POST('/session/proof/options'));
      return answer(client.POST('/session/proof', { body: { passkey: await signWithPasskey(question) } }));
    },
    onSuccess: onProven,
  });
  const leave = useMutation({
    mutationFn: (provider: string) =>
      answer(
        client.POST('/session/proof/providers/{provider}', {
          params: { path: { provider } },
          body: { next: location.href.slice(baseUrl.href.length - 1) },
        }),
      ),
    onSuccess: ({ url }) => location.assign(url),
  });
  const known = methods.data?.methods;
  const can = (method: NonNullable<typeof known>[number]) => known?.includes(method) ?? false;
  const withKey = can('passkey') && hasPasskeys();
  const byCode = can('code') || recovery || (can('recovery') && !withKey);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.stopPropagation();
    const get = formOf(event);
    prove.mutate(can('password') ? { password: get('password') } : { code: get('code') });
  };
  return (
    <Dialog title={t.title} onClose={onClose}>
      <form className={formClass} onSubmit={submit}>
        <p className={c.intro}>
          {known?.length === 0 && methods.data?.providers.length === 0 ? t.none : t.text}
        </p>
        {can('password') && (
          <Field
            label={copyPeople.auth.password}
            name="password"
            type="password"
            required
            maxLength={128}
            autoComplete="current-password"
          />
        )}
        {byCode && <CodeField key={String(recovery)} recovery={recovery || !can('code')} />}
        {can('recovery') && (can('code') || withKey) && (
          <div className={c.links}>
            <button type="button" onClick={() => setRecovery(!recovery)}>
              {!recovery
                ? copyPeople.auth.useRecovery
                : can('code')
                  ? copyPeople.auth.useCode
                  : copyPeople.auth.usePasskey}
            </button>
          </div>
        )}
        {(methods.data?.providers.length ?? 0) > 0 && (
          <div className={c.ways}>
            {methods.data?.providers.map(({ id, name }) => (
              <Button key={id} disabled={leave.isPending} onClick={() => leave.mutate(id)}>
                {shown(name)}
              </Button>
            ))}
          </div>
        )}
        <SignInProblem error={prove.error ?? leave.error ?? methods.error} />
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          {withKey && !recovery && (
            <Button
              {...(!byCode && { kind: 'primary' as const })}
              disabled={prove.isPending}
              onClick={() => prove.mutate('passkey')}
            >
              {copyPeople.auth.usePasskey}
            </Button>
          )}
          {(can('password') || byCode) && (
            <Button type="submit" kind="primary" disabled={prove.isPending}>
              {t.action}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
