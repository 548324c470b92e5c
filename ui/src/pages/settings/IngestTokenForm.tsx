import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog, DialogActions } from '../../components/Dialog';
import { errorClass, Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { baseUrl } from '../../lib/base';
import c from './settings.module.css';
import { formOf, useChange } from './useChange';

const t = copy.settings.ingestTokens;
const environment = (secret: string) =>
  `GATEHOUSE_SERVER=${baseUrl.href.replace(/\/$/, '')}\nGATEHOUSE_INGEST_TOKEN=${secret}`;

/** Creates an ingest token and shows its secret, once, as a service takes it. */
export function IngestTokenForm({ app, onClose }: { app: string; onClose: () => void }) {
  const create = useChange(
    (name: string) =>
      answer(client.POST('/apps/{app}/ingest-keys', { params: { path: { app } }, body: { name } })),
    { refresh: [['app', app, 'ingest-tokens']], said: null },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => create.mutate(formOf(event)('name'));
  if (create.data) {
    return (
      <Dialog title={t.createdTitle} onClose={onClose} wide>
        <p className={c.text}>{t.createdText}</p>
        <Code text={create.data.secret} label={t.createdTitle} />
        <p className={c.text} style={{ marginTop: 14 }}>
          {t.use}
        </p>
        <Code text={environment(create.data.secret)} label={t.use} />
        <DialogActions>
          <Button kind="primary" onClick={onClose}>
            {copy.common.close}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog title={t.create} onClose={onClose}>
      <form className={formClass} onSubmit={submit}>
        <Field label={t.name} hint={t.nameHint} name="name" required maxLength={64} autoComplete="off" />
        {create.error && (
          <p className={errorClass} role="alert">
            {create.error.message}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button type="submit" kind="primary" disabled={create.isPending}>
            {t.create}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
