import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { DialogActions } from '../../components/Dialog';
import { Field, formClass, Problem } from '../../components/Field';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { formOf } from '../../state/useChange';
import { QrCode } from './QrCode';
import c from './security.module.css';

const t = copyPeople.security;
const inGroups = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');

/** Shows a new secret as a picture and as text, and asks for the first code. */
export function TotpSetup({
  onDone,
  onClose,
}: {
  onDone: (recoveryCodes: string[]) => void;
  onClose: () => void;
}) {
  const prepared = useQuery({
    queryKey: ['totp-setup'],
    queryFn: () => answer(client.POST('/profile/totp')),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const confirm = useMutation({
    mutationFn: (code: string) => answer(client.POST('/profile/totp/confirm', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => confirm.mutate(formOf(event)('code'));
  return (
    <form className={formClass} onSubmit={submit}>
      <div className={c.setup}>
        <p>{t.scan}</p>
        {prepared.data ? <QrCode text={prepared.data.uri} label={t.scan} /> : <div className={c.qr} />}
        <p>{t.orType}</p>
        <Code text={prepared.data ? inGroups(prepared.data.secret) : ' '} label={t.secret} />
      </div>
      <Field
        label={t.firstCode}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        maxLength={9}
        {...(confirm.error && { error: confirm.error.message })}
      />
      <Problem error={prepared.error} />
      <DialogActions>
        <Button onClick={onClose}>{copy.common.cancel}</Button>
        <Button type="submit" kind="primary" disabled={!prepared.data || confirm.isPending}>
          {t.confirm}
        </Button>
      </DialogActions>
    </form>
  );
}
