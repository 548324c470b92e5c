import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Check, Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';
import { copyAlerts as t } from '../../copy/watch';
import { formOf, useChange } from '../../state/useChange';
import type { Channel } from './api';

type Kind = Channel['kind'];
type FieldName = keyof typeof t.fields;
const FIELDS: Record<Kind, FieldName[]> = {
  email: ['to'],
  webhook: ['url', 'secret'],
  slack: ['url'],
  teams: ['url'],
  discord: ['url'],
  pagerduty: ['routingKey', 'region'],
  opsgenie: ['apiKey', 'region'],
  ntfy: ['url', 'topic', 'token'],
};
const OPTIONAL: FieldName[] = ['region', 'token', 'secret'];
const SECRETS: FieldName[] = ['secret', 'routingKey', 'apiKey', 'token'];
const PLACEHOLDERS: Partial<Record<Kind, string>> = {
  slack: 'https://hooks.slack.com/services/…',
  discord: 'https://discord.com/api/webhooks/…',
  ntfy: 'https://ntfy.sh',
};
const KINDS = Object.keys(FIELDS) as Kind[];

/** Adds a channel or changes one; secrets that are there stay unless another is entered. */
export function ChannelForm({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const [kind, setKind] = useState<Kind>(channel?.kind ?? 'email');
  const save = useChange(
    (body: Schema<'NewChannel'>): Promise<Partial<Schema<'CreatedChannel'>>> =>
      channel
        ? answer(client.PATCH('/channels/{channel}', { params: { path: { channel: channel.id } }, body }))
        : answer(client.POST('/channels', { body })),
    { refresh: [['channels']], onDone: (made) => !made.secret && onClose() },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    const value = formOf(event);
    const config = Object.fromEntries(FIELDS[kind].map((name) => [name, value(name)]).filter(([, v]) => v));
    save.mutate({ kind, name: value('name'), config, ...(channel && { enabled: form.has('enabled') }) });
  };
  if (save.data?.secret) return <SecretOnce secret={save.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title={channel ? t.editChannelTitle : t.addChannel}
      change={save}
      onSubmit={submit}
      onClose={onClose}
    >
      {!channel && (
        <Choice
          label={t.kind}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? 'email')}
        >
          <Options of={KINDS} text={t.kinds} />
        </Choice>
      )}
      <Field
        label={t.name}
        name="name"
        required
        maxLength={64}
        defaultValue={channel?.name}
        autoComplete="off"
      />
      {FIELDS[kind].map((name) => (
        <ConfigField key={`${kind}${name}`} kind={kind} name={name} channel={channel} />
      ))}
      {channel && <Check label={t.enabled} name="enabled" defaultChecked={channel.enabled} />}
    </FormDialog>
  );
}

function ConfigField({ kind, name, channel }: { kind: Kind; name: FieldName; channel: Channel | undefined }) {
  const kept = channel?.secrets.includes(name);
  const hint = kept ? t.keep : name === 'secret' ? t.secretHint : undefined;
  return (
    <Field
      label={t.fields[name]}
      name={name}
      type={SECRETS.includes(name) ? 'password' : 'text'}
      required={!kept && !OPTIONAL.includes(name)}
      maxLength={2000}
      autoComplete="off"
      defaultValue={channel?.config[name] ?? ''}
      {...(hint && { hint })}
      {...(name === 'url' && { placeholder: PLACEHOLDERS[kind] ?? 'https://…' })}
      {...(name === 'region' && { placeholder: 'us' })}
    />
  );
}

function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title={t.secretTitle} onClose={onClose} wide>
      <p>{t.secretText}</p>
      <Code text={secret} label={t.secretTitle} />
      <DialogActions>
        <Button kind="primary" onClick={onClose}>
          {copy.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
