import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { FormRows } from '../../components/FormRows';
import { copyKeys as t } from '../../copy/keys';
import { fromField } from '../../lib/time';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import c from './keys.module.css';
import { LimitFields, MOST_LIMITS } from './LimitForm';
import { limitsOf } from './limits';
import { Lines, linesOf } from './Lines';
import { SecretOnce } from './SecretOnce';

/** Issues a key and shows its secret, once. */
export function KeyForm({ onClose }: { onClose: () => void }) {
  const { app, env, zone } = useView();
  // The same for each try of this dialog: a second click makes no second key.
  const [once] = useState(() => crypto.randomUUID());
  const create = useChange(
    (body: Schema<'NewApiKey'>) =>
      answer(
        client.POST('/apps/{app}/keys', {
          params: { path: { app }, header: { 'Idempotency-Key': once } },
          body,
        }),
      ),
    { refresh: [['app', app, 'keys']], said: null },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const limits = limitsOf(new FormData(event.currentTarget));
    const value = formOf(event);
    const expires = fromField(value('expires'), zone);
    create.mutate({
      name: value('name'),
      consumer: value('consumer'),
      consumerName: value('consumerName'),
      consumerGroup: value('consumerGroup'),
      environment: value('environment'),
      scopes: linesOf(value('scopes')),
      allow: linesOf(value('allow')),
      deny: linesOf(value('deny')),
      tags: linesOf(value('tags')),
      limits,
      ...(expires !== undefined && { expiresAt: new Date(expires).toISOString() }),
    });
  };
  if (create.data) return <SecretOnce secret={create.data.secret ?? ''} onClose={onClose} />;
  return (
    <FormDialog
      title={t.create}
      wide
      className={c.form}
      change={create}
      action={t.create}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t.name} hint={t.nameHint} name="name" required maxLength={64} autoComplete="off" />
      <Field
        label={t.consumer}
        hint={t.consumerHint}
        name="consumer"
        required
        maxLength={128}
        autoComplete="off"
      />
      <Field
        label={t.environment}
        hint={t.environmentHint}
        name="environment"
        required
        pattern="[a-z0-9\-]{1,32}"
        defaultValue={env && env !== 'all' ? env : 'prod'}
      />
      <Lines label={t.scopes} hint={t.scopesHint} name="scopes" />
      <Field label={t.expires} hint={t.expiresHint} name="expires" type="datetime-local" />
      <details>
        <summary>{t.more}</summary>
        <Field label={t.consumerName} name="consumerName" maxLength={64} autoComplete="off" />
        <Field label={t.group} name="consumerGroup" maxLength={64} autoComplete="off" />
        <FormRows label={t.limits} first={0} most={MOST_LIMITS} add={t.addLimit} remove={t.removeLimit}>
          {() => <LimitFields limit={undefined} />}
        </FormRows>
        <Lines label={t.allow} hint={t.allowHint} name="allow" />
        <Lines label={t.deny} name="deny" />
        <Lines label={t.tags} hint={t.tagsHint} name="tags" />
      </details>
    </FormDialog>
  );
}
