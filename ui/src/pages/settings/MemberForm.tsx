import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Check, Choice, errorClass, Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { formOf, useChange } from './useChange';

const t = copyPeople.members;
type Role = Schema<'Role'>;
export const ROLES: readonly Role[] = ['viewer', 'editor', 'admin', 'owner'];

export const RoleOptions = () =>
  ROLES.map((role) => (
    <option key={role} value={role}>
      {copy.settings.members.roles[role]}
    </option>
  ));

export function MemberForm({ onClose }: { onClose: () => void }) {
  const create = useChange((body: Schema<'MemberRequest'>) => answer(client.POST('/members', { body })), {
    refresh: [['members']],
    onDone: onClose,
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    create.mutate({
      name: get('name'),
      email: get('email'),
      role: get('role') as Role,
      password: get('password'),
      seesBodies: get('seesBodies') === 'on',
    });
  };
  return (
    <Dialog title={t.add} onClose={onClose}>
      <form className={formClass} onSubmit={submit}>
        <Field label={t.name} name="name" required maxLength={64} autoComplete="off" />
        <Field label={t.email} name="email" type="email" required maxLength={254} autoComplete="off" />
        <Choice label={t.role} name="role" defaultValue="viewer">
          <RoleOptions />
        </Choice>
        <Field
          label={t.password}
          hint={t.passwordHint}
          name="password"
          type="password"
          required
          minLength={10}
          maxLength={128}
          autoComplete="new-password"
        />
        <Check label={t.bodies} name="seesBodies" />
        {create.error && (
          <p className={errorClass} role="alert">
            {create.error.message}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button type="submit" kind="primary" disabled={create.isPending}>
            {t.add}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
