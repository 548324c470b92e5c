import type { FormEvent } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Code } from '../../components/Code';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copy } from '../../copy';
import { baseUrl } from '../../lib/base';
import { formOf, useChange } from '../../state/useChange';
import c from './settings.module.css';

const t = copy.settings.ingestTokens;
const server = () => baseUrl.href.replace(/\/$/, '');
const environment = (secret: string) => `GATEHOUSE_SERVER=${server()}\nGATEHOUSE_INGEST_TOKEN=${secret}`;
const otelEnvironment = (secret: string) =>
  `OTEL_EXPORTER_OTLP_ENDPOINT=${server()}\nOTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf\nOTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20${secret}`;

/** Creates an ingest key and shows its secret, once, as a service takes it. */
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
        <Spelling title={t.use} text={environment(create.data.secret)} />
        <Spelling title={t.useOtel} text={otelEnvironment(create.data.secret)} />
        <Spelling title={t.useWrite} text={create.data.writeToken} />
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
      <Field label={t.name} hint={t.nameHint} name="name" required maxLength={64} autoComplete="off" />
    </FormDialog>
  );
}

const Spelling = ({ title, text }: { title: string; text: string }) => (
  <>
    <p className={c.text} style={{ marginTop: 14 }}>
      {title}
    </p>
    <Code text={text} label={title} />
  </>
);
