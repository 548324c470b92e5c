import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useApp } from '../../api/workspace';
import { AppLink } from '../../components/AppLink';
import { Button, controlClass } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Check, Field, formClass, Problem } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { formOf, useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { Loadable } from '../../states/Loadable';
import c from './settings.module.css';

const t = copy.settings.apps;

export default function AppSettings({ app }: { app: string }) {
  const query = useApp(app);
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Panel label={copy.settings.sections.apps} pad>
        <Loadable query={query} what={copy.settings.app.toLowerCase()} height={260}>
          {(data) => <AppDetails key={data.id} app={data} />}
        </Loadable>
      </Panel>
    </>
  );
}

function AppDetails({ app }: { app: Schema<'App'> }) {
  const [removing, setRemoving] = useState(false);
  const mayRemove = useMay('owner');
  const save = useChange(
    (body: Schema<'AppChange'>) =>
      answer(client.PATCH('/apps/{app}', { params: { path: { app: app.id } }, body })),
    { refresh: [['apps'], ['app', app.id]] },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    save.mutate({
      name: get('name'),
      apdexMs: Number(get('apdexMs')),
      color: get('color'),
      paused: get('paused') === 'on',
    });
  };
  return (
    <>
      <form className={`${formClass} ${c.narrow}`} onSubmit={submit}>
        <Field label={t.name} name="name" required maxLength={64} defaultValue={app.name} />
        <Field label={t.id} value={app.id} readOnly />
        <Field
          label={t.threshold}
          hint={t.thresholdHint}
          name="apdexMs"
          type="number"
          min={1}
          max={600_000}
          required
          defaultValue={app.apdexMs}
        />
        <Field label={t.color} name="color" type="color" defaultValue={app.color} />
        <Check label={t.paused} hint={t.pausedHint} name="paused" defaultChecked={app.paused} />
        <Problem error={save.error} />
        <div className={c.row}>
          <Button type="submit" kind="primary" disabled={save.isPending}>
            {copy.common.save}
          </Button>
          <AppLink app={app.id} page="start" className={controlClass}>
            {t.start}
          </AppLink>
        </div>
      </form>
      <div className={c.danger}>
        <Button kind="danger" disabled={!mayRemove} onClick={() => setRemoving(true)}>
          {t.remove}
        </Button>
      </div>
      {removing && <RemoveApp app={app} onClose={() => setRemoving(false)} />}
    </>
  );
}

function RemoveApp({ app, onClose }: { app: Schema<'App'>; onClose: () => void }) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const remove = useChange(
    () => answer(client.DELETE('/apps/{app}', { params: { path: { app: app.id } } })),
    { refresh: [['apps'], ['session']], said: null, onDone: () => void navigate({ to: '/' }) },
  );
  return (
    <Dialog title={t.remove} onClose={onClose}>
      <p>{t.removeText(shown(app.name))}</p>
      <Field
        label={t.name}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        {...(remove.error && { error: remove.error.message })}
      />
      <DialogActions>
        <Button onClick={onClose}>{copy.common.cancel}</Button>
        <Button
          kind="danger"
          disabled={typed !== app.name || remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t.removeConfirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
