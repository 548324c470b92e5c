import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Dialog } from '../../components/Dialog';
import { formClass } from '../../components/Field';
import { FormFoot } from '../../components/FormDialog';
import { copyKeys as t } from '../../copy/keys';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { useKeyRoles } from './api';
import { Lines, linesOf } from './Lines';

type Role = Schema<'KeyRole'>;

const written = ({ name, scopes }: Role): string => `${name}: ${scopes.join(' ')}`;

function read(line: string): Role {
  const colon = line.indexOf(':');
  const name = colon < 0 ? line : line.slice(0, colon);
  const rest = colon < 0 ? '' : line.slice(colon + 1);
  return { name: name.trim(), scopes: rest.split(/[\s,]+/).filter(Boolean) };
}

/** Names for sets of scopes, one a line. */
export function RolesForm({ onClose }: { onClose: () => void }) {
  const { app } = useView();
  const query = useKeyRoles(app);
  const save = useChange(
    (items: Role[]) =>
      answer(client.PUT('/apps/{app}/key-roles', { params: { path: { app } }, body: { items } })),
    { refresh: [['app', app, 'keys']], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) =>
    save.mutate(linesOf(formOf(event)('roles')).map(read));
  return (
    <Dialog title={t.roles} onClose={onClose} wide>
      <Loadable query={query} what={t.roles.toLowerCase()} height={120}>
        {({ items }) => (
          <form className={formClass} onSubmit={submit}>
            <p>{t.rolesText}</p>
            <Lines label={t.roles} hint={t.rolesHint} name="roles" value={items.map(written)} rows={8} />
            <FormFoot change={save} onClose={onClose} />
          </form>
        )}
      </Loadable>
    </Dialog>
  );
}
