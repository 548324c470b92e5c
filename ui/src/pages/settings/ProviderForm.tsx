import { type QueryKey } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Code } from '../../components/Code';
import { Check, Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyPeople } from '../../copy/people';
import { baseUrl } from '../../lib/base';
import { formOf, useChange } from '../../state/useChange';
import c from './settings.module.css';

const t = copyPeople.providers;
type Provider = Schema<'SignInProvider'>;
type Change = Schema<'SignInProviderChange'>;
const ROLES = ['', 'viewer', 'editor', 'admin'] as const;
const redirectOf = (id: string) => new URL(`api/v1/session/providers/${id}/callback`, baseUrl).href;

const changeOf = (get: (name: string) => string): Change => ({
  name: get('name'),
  issuer: get('issuer'),
  clientId: get('clientId'),
  ...(get('clientSecret') && { clientSecret: get('clientSecret') }),
  domains: get('domains')
    .split(/[\s,]+/)
    .filter(Boolean),
  groups: get('groups')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
  groupsClaim: get('groupsClaim') || 'groups',
  newRole: get('newRole') as Change['newRole'] & string,
  checksFactor: get('checksFactor') === 'on',
  trustsEmail: get('trustsEmail') === 'on',
  enabled: get('enabled') === 'on',
});

type Props = { provider: Provider | null; refresh: QueryKey[]; onClose: () => void };

/** What has to be known of a provider; its redirect address is shown before it is saved. */
export function ProviderForm({ provider, refresh, onClose }: Props) {
  const [id, setId] = useState(provider?.id ?? 'sso');
  const save = useChange(
    (body: Change) =>
      provider
        ? answer(client.PATCH('/sign-in-providers/{id}', { params: { path: { id: provider.id } }, body }))
        : answer(
            client.POST('/sign-in-providers', { body: { ...(body as Schema<'NewSignInProvider'>), id } }),
          ),
    { refresh, onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => save.mutate(changeOf(formOf(event)));
  return (
    <FormDialog
      title={provider ? provider.name : t.add}
      wide
      change={save}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={c.two}>
        <Field
          label={t.id}
          hint={t.idHint}
          value={id}
          readOnly={provider !== null}
          required
          pattern="[a-z0-9]([a-z0-9\-]{0,30}[a-z0-9])?"
          onChange={(event) => setId(event.target.value)}
        />
        <Field
          label={t.name}
          name="name"
          required
          maxLength={64}
          defaultValue={provider?.name ?? 'Single sign-on'}
        />
      </div>
      <div>
        <div className={c.fieldLabel}>{t.redirect}</div>
        <Code label={t.redirect} text={provider?.redirectUri ?? redirectOf(id)} />
      </div>
      <Field
        label={t.issuer}
        hint={t.issuerHint}
        name="issuer"
        type="url"
        required
        maxLength={500}
        defaultValue={provider?.issuer}
      />
      <div className={c.two}>
        <Field
          label={t.clientId}
          name="clientId"
          required
          maxLength={256}
          autoComplete="off"
          defaultValue={provider?.clientId}
        />
        <Field
          label={t.clientSecret}
          hint={provider?.hasSecret ? t.clientSecretKept : t.clientSecretHint}
          name="clientSecret"
          type="password"
          maxLength={512}
          autoComplete="off"
        />
      </div>
      <Who provider={provider} />
    </FormDialog>
  );
}

/** Whom the provider may let in, and how far it is believed. */
function Who({ provider }: { provider: Provider | null }) {
  return (
    <>
      <div className={c.two}>
        <Field
          label={t.domains}
          hint={t.domainsHint}
          name="domains"
          autoComplete="off"
          defaultValue={provider?.domains.join(' ')}
        />
        <Choice label={t.newRole} name="newRole" defaultValue={provider?.newRole ?? ''}>
          <Options of={ROLES} text={t.newRoles} />
        </Choice>
      </div>
      <div className={c.two}>
        <label className={c.lines}>
          {t.groups}
          <textarea name="groups" rows={2} defaultValue={provider?.groups.join('\n')} />
          <small className={c.quiet}>{t.groupsHint}</small>
        </label>
        <Field
          label={t.groupsClaim}
          name="groupsClaim"
          required
          maxLength={64}
          defaultValue={provider?.groupsClaim ?? 'groups'}
        />
      </div>
      <Check
        label={t.checksFactor}
        hint={t.checksFactorHint}
        name="checksFactor"
        defaultChecked={provider?.checksFactor ?? false}
      />
      <Check
        label={t.trustsEmail}
        hint={t.trustsEmailHint}
        name="trustsEmail"
        defaultChecked={provider?.trustsEmail ?? false}
      />
      <Check label={t.enabled} name="enabled" defaultChecked={provider?.enabled ?? true} />
    </>
  );
}
