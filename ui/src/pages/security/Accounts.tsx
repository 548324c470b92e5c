import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { answer, client } from '../../api/client';
import { useServer } from '../../api/workspace';
import { Button } from '../../components/Button';
import { errorClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { Flag } from '../../components/values';
import { copyPeople } from '../../copy/people';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { Loadable } from '../../states/Loadable';
import c from './security.module.css';

const t = copyPeople.security;
const key = ['identities'];

/** Accounts at sign-in providers; nothing where there are neither. */
export function Accounts() {
  const { problem }: { problem?: string } = useSearch({ strict: false });
  const known = Object.entries(copyPeople.auth.problems).find(([name]) => name === problem)?.[1];
  const providers = useServer().data?.providers ?? [];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => answer(client.GET('/profile/identities', { signal })),
  });
  const leave = useMutation({
    mutationFn: (provider: string) => answer(client.POST('/profile/identities', { body: { provider } })),
    onSuccess: ({ url }) => location.assign(url),
  });
  const unlink = useChange(
    (id: string) => answer(client.DELETE('/profile/identities/{id}', { params: { path: { id } } })),
    { refresh: [key], said: null },
  );
  const error = leave.error ?? unlink.error;
  if (providers.length === 0 && (query.data?.items.length ?? 0) === 0) return null;
  return (
    <Panel label={t.accountsTitle} title={t.accountsTitle} pad>
      <div className={c.line}>
        <p>{t.accountsText}</p>
        <span className={c.buttons}>
          {providers.map(({ id, name }) => (
            <Button key={id} disabled={leave.isPending} onClick={() => leave.mutate(id)}>
              {t.connect(shown(name))}
            </Button>
          ))}
        </span>
      </div>
      {(known ?? error) && (
        <p className={errorClass} role="alert">
          {error?.message ?? known}
        </p>
      )}
      <Loadable query={query} what={t.accountsTitle.toLowerCase()} height={40}>
        {({ items }) => (
          <ul className={c.list}>
            {items.map((item) => (
              <li key={item.id} className={c.row}>
                <span>
                  {shown(item.email)} {!item.provider && <Flag text={t.removedProvider} tone="warn" />}
                  <small>{shown(item.provider ?? item.issuer)}</small>
                </span>
                <Button
                  kind="danger"
                  aria-label={`${t.disconnect}: ${shown(item.email)}`}
                  disabled={unlink.isPending}
                  onClick={() => unlink.mutate(item.id)}
                >
                  {t.disconnect}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loadable>
    </Panel>
  );
}
