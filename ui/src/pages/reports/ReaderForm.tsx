import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useSession } from '../../api/workspace';
import { EnvironmentChoice } from '../../components/EnvironmentChoice';
import { Choice, Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { copyReports as t } from '../../copy/reports';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { everyOf, readersKey } from './api';

/** Sends a report to somebody from now on. */
export function ReaderForm({ onClose }: { onClose: () => void }) {
  const { app, zone, search } = useView();
  const own = useSession().data?.user.email;
  const save = useChange(
    (body: Schema<'NewReportSubscription'>) =>
      answer(client.POST('/apps/{app}/reports', { params: { path: { app } }, body })),
    { refresh: [readersKey(app)], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const value = formOf(event);
    save.mutate({
      email: value('email'),
      every: everyOf(value('every')),
      zone: value('zone'),
      ...(value('environment') && { environment: value('environment') }),
    });
  };
  return (
    <FormDialog title={t.subscribe} change={save} action={t.subscribe} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.email}
        hint={t.emailHint}
        name="email"
        type="email"
        required
        maxLength={254}
        defaultValue={own}
      />
      <Choice label={t.every} name="every" defaultValue={everyOf(search.by)}>
        <option value="week">{t.periods.week}</option>
        <option value="month">{t.periods.month}</option>
      </Choice>
      <Field label={t.zone} hint={t.zoneHint} name="zone" required maxLength={64} defaultValue={zone} />
      <EnvironmentChoice label={t.environment} all={t.everything} />
    </FormDialog>
  );
}
