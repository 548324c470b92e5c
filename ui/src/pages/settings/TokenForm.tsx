import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useSession } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { baseUrl } from '../../lib/base';
import { DAY } from '../../lib/time';
import { formOf, useChange } from '../../state/useChange';
import { ROLES } from './MemberForm';
import c from './settings.module.css';

const t = copyPeople.tokens;
const EXPIRIES = ['30', '90', '365', ''] as const;
const usage = (secret: string) =>
  `curl -H "Authorization: Bearer ${secret}" ${new URL('api/v1/apps', baseUrl).href}`;

/** Creates a token and shows its secret, once. */
export function TokenForm({ onClose }: { onClose: () => void }) {
  const own = useSession().data?.user.role ?? 'viewer';
  const create = useChange((body: Schema<'TokenRequest'>) => answer(client.POST('/tokens', { body })), {
    refresh: [['tokens']],
    said: null,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    const days = Number(get('days'));
    create.mutate({
      name: get('name'),
      role: get('role') as Schema<'Role'>,
      expiresAt: days ? new Date(Date.now() + days * DAY).toISOString() : null,
    });
  };
  if (create.data) {
    return (
      <Dialog title={t.createdTitle} onClose={onClose} wide>
        <p className={c.text}>{t.createdText}</p>
        <Code text={create.data.secret} label={t.createdTitle} />
        <p className={c.text} style={{ marginTop: 14 }}>
          {t.use}
        </p>
        <Code text={usage(create.data.secret)} label={t.use} />
        <DialogActions>
          <Button kind="primary" onClick={onClose}>
            {copy.common.close}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <FormDialog title={t.create} change={create} action={t.create} onSubmit={submit} onClose={onClose}>
      <Field label={t.name} name="name" required maxLength={64} autoComplete="off" />
      <Choice label={t.role} name="role" defaultValue="viewer">
        {ROLES.slice(0, ROLES.indexOf(own) + 1).map((role) => (
          <option key={role} value={role}>
            {copy.settings.members.roles[role]}
          </option>
        ))}
      </Choice>
      <Choice label={t.expiry} name="days" defaultValue="90">
        <Options of={EXPIRIES} text={t.expiries} />
      </Choice>
    </FormDialog>
  );
}
