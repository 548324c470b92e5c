import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Check, Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { fromField, toField } from '../../lib/time';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { useMonitors } from '../uptime/api';
import { useRules } from './api';
import c from './alerts.module.css';

const REPEATS = ['never', 'daily', 'weekly'] as const;
const HOUR = 3_600_000;

/** Plans a silence or maintenance. */
export function QuietForm({ onClose }: { onClose: () => void }) {
  const { app, zone } = useView();
  const [soon] = useState(() => Date.now() + HOUR);
  const [kind, setKind] = useState<'silence' | 'maintenance'>('silence');
  const rules = useRules(app).data?.items ?? [];
  const monitors = useMonitors(app).data?.items ?? [];
  const save = useChange(
    (body: Schema<'NewQuietTime'>) =>
      answer(client.POST('/apps/{app}/quiet-times', { params: { path: { app } }, body })),
    { refresh: [['app', app, 'quiet-times']], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const at = (name: string) => fromField(text(name), zone);
    const starts = at('starts');
    save.mutate({
      kind,
      name: text('name').trim(),
      ...(starts !== undefined && { startsAt: new Date(starts).toISOString() }),
      endsAt: new Date(at('ends') ?? soon).toISOString(),
      repeats: REPEATS.find((one) => one === text('repeats')) ?? 'never',
      targets: data.getAll('targets').filter((one) => typeof one === 'string'),
    });
  };
  return (
    <FormDialog title={t.addQuiet} change={save} onSubmit={submit} onClose={onClose}>
      <Choice
        label={t.kind}
        value={kind}
        onChange={(event) => setKind(event.target.value === 'maintenance' ? 'maintenance' : 'silence')}
      >
        <option value="silence">{t.quietKinds.silence}</option>
        <option value="maintenance">{t.quietKinds.maintenance}</option>
      </Choice>
      <Field label={t.reason} name="name" required maxLength={128} autoComplete="off" />
      <Field label={t.starts} hint={t.startsHint} name="starts" type="datetime-local" />
      <Field label={t.ends} name="ends" type="datetime-local" required defaultValue={toField(soon, zone)} />
      <Choice label={t.repeats} name="repeats" defaultValue="never">
        <Options of={REPEATS} text={t.repeat} />
      </Choice>
      <fieldset className={c.list} key={kind}>
        <legend>
          {t.only} <small className={c.note}>{t.targetsHint}</small>
        </legend>
        {(kind === 'silence' ? rules : monitors).map((one) => (
          <Check key={one.id} label={shown(one.name)} name="targets" value={one.id} />
        ))}
      </fieldset>
    </FormDialog>
  );
}
