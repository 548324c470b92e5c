import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { EnvironmentChoice } from '../../components/EnvironmentChoice';
import { Choice, Field, Options } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copySlos as t } from '../../copy/slos';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { slosKey } from './api';
import c from './alerts.module.css';

const KINDS = ['availability', 'latency'] as const;
const DAYS = [7, 28, 30] as const;

/** Makes an objective or changes one. */
export function SloForm({ slo, onClose }: { slo?: Schema<'Slo'>; onClose: () => void }) {
  const { app, filter } = useView();
  const [kind, setKind] = useState<(typeof KINDS)[number]>(slo?.objective.kind ?? 'availability');
  const save = useChange(
    (body: Schema<'NewSlo'>) =>
      slo
        ? answer(client.PATCH('/apps/{app}/slos/{slo}', { params: { path: { app, slo: slo.id } }, body }))
        : answer(client.POST('/apps/{app}/slos', { params: { path: { app } }, body })),
    { refresh: [slosKey(app)], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    save.mutate({
      name: value('name'),
      objective: {
        kind,
        targetPercent: Number(value('target')),
        windowDays: DAYS.find((days) => days === Number(value('days'))) ?? 30,
        ...(value('environment') && { environment: value('environment') }),
        ...(value('filter') && { filter: value('filter') }),
        ...(kind === 'latency' && { thresholdMs: Number(value('within')) }),
      },
    });
  };
  return (
    <FormDialog title={slo ? t.editTitle : t.add} change={save} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.name}
        name="name"
        required
        maxLength={128}
        defaultValue={slo?.name}
        autoComplete="off"
      />
      <Choice
        label={t.kind}
        value={kind}
        onChange={(event) => setKind(KINDS.find((one) => one === event.target.value) ?? 'availability')}
      >
        <Options of={KINDS} text={t.kinds} />
      </Choice>
      <div className={c.pair}>
        <Field
          label={t.target}
          hint={t.targetHint}
          name="target"
          type="number"
          step="any"
          min={50}
          max={99.999}
          required
          defaultValue={slo?.objective.targetPercent ?? 99.9}
        />
        <Choice label={t.window} name="days" defaultValue={slo?.objective.windowDays ?? 30}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {t.days(days)}
            </option>
          ))}
        </Choice>
      </div>
      {kind === 'latency' && (
        <Field
          label={t.within}
          name="within"
          type="number"
          step={1}
          min={1}
          max={600_000}
          required
          defaultValue={slo?.objective.thresholdMs ?? 500}
        />
      )}
      <EnvironmentChoice label={t.environment} all={t.everything} value={slo?.objective.environment} />
      <Field
        label={t.filter}
        hint={t.filterHint}
        name="filter"
        defaultValue={slo ? (slo.objective.filter ?? '') : filter}
        autoComplete="off"
      />
    </FormDialog>
  );
}
