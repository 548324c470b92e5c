import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { errorClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { Flag } from '../../components/values';
import { copy } from '../../copy';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { Loadable } from '../../states/Loadable';
import security from '../security/security.module.css';
import { ProviderForm } from './ProviderForm';
import c from './settings.module.css';

const t = copyPeople.providers;
type Provider = Schema<'SignInProvider'>;
const refresh = [['sign-in-providers'], ['server']];

/** Sign-in providers, for admins. */
export function Providers() {
  const query = useQuery({
    queryKey: ['sign-in-providers'],
    queryFn: ({ signal }) => answer(client.GET('/sign-in-providers', { signal })),
  });
  const [open, setOpen] = useState<'new' | Provider | null>(null);
  const [removing, setRemoving] = useState<Provider | null>(null);
  const remove = useChange(
    (id: string) => answer(client.DELETE('/sign-in-providers/{id}', { params: { path: { id } } })),
    { refresh, said: null, onDone: () => setRemoving(null) },
  );
  return (
    <Panel label={t.title} title={t.title} pad>
      <div className={security.line}>
        <p>{t.text}</p>
        <Button onClick={() => setOpen('new')}>
          <IconPlus size={14} aria-hidden />
          {t.add}
        </Button>
      </div>
      <Loadable query={query} what={t.title.toLowerCase()} height={60}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={c.quiet}>{t.none}</p>
          ) : (
            <ul className={security.list}>
              {items.map((item) => (
                <Row
                  key={item.id}
                  provider={item}
                  onEdit={() => setOpen(item)}
                  onRemove={() => setRemoving(item)}
                />
              ))}
            </ul>
          )
        }
      </Loadable>
      {open && (
        <ProviderForm
          provider={open === 'new' ? null : open}
          refresh={refresh}
          onClose={() => setOpen(null)}
        />
      )}
      {removing && (
        <Confirm
          title={t.remove}
          text={t.removeText(shown(removing.name))}
          action={copy.common.remove}
          change={remove}
          onConfirm={() => remove.mutate(removing.id)}
          onClose={() => setRemoving(null)}
        />
      )}
    </Panel>
  );
}

type RowProps = { provider: Provider; onEdit: () => void; onRemove: () => void };

function Row({ provider, onEdit, onRemove }: RowProps) {
  const test = useMutation({
    mutationFn: () =>
      answer(client.POST('/sign-in-providers/{id}/test', { params: { path: { id: provider.id } } })),
  });
  const name = shown(provider.name);
  return (
    <li className={security.row}>
      <span>
        {name} {!provider.enabled && <Flag text={t.off} tone="warn" />}
        <small>{shown(provider.issuer)}</small>
        {test.data && (
          <small className={test.data.ok ? undefined : errorClass} role="status">
            {test.data.ok ? t.testOk : shown(test.data.problem ?? '')}
          </small>
        )}
        {test.error && (
          <small className={errorClass} role="alert">
            {test.error.message}
          </small>
        )}
      </span>
      <span className={c.buttons}>
        <Button aria-label={`${t.test}: ${name}`} disabled={test.isPending} onClick={() => test.mutate()}>
          {t.test}
        </Button>
        <Button aria-label={`${t.edit}: ${name}`} onClick={onEdit}>
          {t.edit}
        </Button>
        <Button kind="danger" aria-label={`${copy.common.remove}: ${name}`} onClick={onRemove}>
          {copy.common.remove}
        </Button>
      </span>
    </li>
  );
}
