import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';
import { copyUptime as t } from '../../copy/watch';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import type { Monitor } from './api';
import { KindFields } from './KindFields';
import c from './uptime.module.css';

const KINDS = ['http', 'tcp', 'tls', 'push'] as const;
const NUMBERS = [
  'intervalSeconds',
  'retries',
  'latencyLimitMs',
  'certificateDays',
  'maxRedirects',
  'timeoutSeconds',
  'port',
  'graceSeconds',
] as const;
const TEXTS = [
  'url',
  'method',
  'body',
  'expectedStatus',
  'bodyContains',
  'jsonPath',
  'jsonValue',
  'host',
  'schedule',
  'zone',
] as const;
const EMPTIED: readonly string[] = ['latencyLimitMs', 'certificateDays'];

/** `Name: value` keeps or sets; a name alone keeps the value that is there. */
export const headersOf = (text: string): Record<string, string | null> =>
  Object.fromEntries(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const colon = line.indexOf(':');
        return colon < 0 ? [line, null] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
      }),
  );

function termsOf(value: (name: string) => string, kind: Monitor['kind'], form: FormData, changes: boolean) {
  const terms: Record<string, unknown> = { name: value('name'), group: value('group') };
  for (const field of NUMBERS) {
    if (!form.has(field)) continue;
    if (value(field)) terms[field] = Number(value(field));
    else if (changes && EMPTIED.includes(field)) terms[field] = 0;
  }
  for (const field of TEXTS) if (form.has(field) && (value(field) || changes)) terms[field] = value(field);
  if (form.has('expect')) terms.expect = value('expect');
  if (kind === 'http' && (value('headers') || changes)) terms.headers = headersOf(value('headers'));
  return terms as Schema<'MonitorTerms'>;
}

/** Adds a monitor or changes one. */
export function MonitorForm({ monitor, onClose }: { monitor?: Monitor; onClose: () => void }) {
  const { app } = useView();
  const [kind, setKind] = useState<Monitor['kind']>(monitor?.kind ?? 'http');
  const save = useChange(
    (terms: Schema<'MonitorTerms'>): Promise<Partial<Schema<'CreatedMonitor'>>> =>
      monitor
        ? answer(
            client.PATCH('/apps/{app}/monitors/{monitor}', {
              params: { path: { app, monitor: monitor.id } },
              body: terms,
            }),
          )
        : answer(
            client.POST('/apps/{app}/monitors', {
              params: { path: { app } },
              body: { ...terms, kind, name: terms.name ?? '' },
            }),
          ),
    { refresh: [['app', app, 'monitors']], onDone: (made) => !made.pushUrl && onClose() },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const form = new FormData(event.currentTarget);
    save.mutate(termsOf(formOf(event), kind, form, monitor !== undefined));
  };
  if (save.data?.pushUrl) return <PushAddress url={save.data.pushUrl} onClose={onClose} />;
  return (
    <FormDialog
      title={monitor ? t.editTitle : t.add}
      wide
      className={c.form}
      change={save}
      action={monitor ? undefined : t.add}
      onSubmit={submit}
      onClose={onClose}
    >
      {!monitor && (
        <Choice
          label={t.kind}
          value={kind}
          onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? 'http')}
        >
          <Options of={KINDS} text={t.kinds} />
        </Choice>
      )}
      <Field
        label={t.name}
        name="name"
        required
        maxLength={64}
        defaultValue={monitor?.name}
        autoComplete="off"
      />
      <KindFields kind={kind} monitor={monitor} />
      <Field
        label={t.group}
        hint={t.groupHint}
        name="group"
        maxLength={64}
        defaultValue={monitor?.group}
        autoComplete="off"
      />
    </FormDialog>
  );
}

function PushAddress({ url, onClose }: { url: string; onClose: () => void }) {
  return (
    <Dialog title={t.pushTitle} onClose={onClose} wide>
      <p>{t.pushText}</p>
      <Code text={`curl -fsS -X POST ${url}`} label={t.pushTitle} />
      <DialogActions>
        <Button kind="primary" onClick={onClose}>
          {copy.common.close}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
