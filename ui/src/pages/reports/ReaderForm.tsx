import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useEnvironments, useSession } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Choice, errorClass, Field, formClass } from '../../components/Field';
import { copy } from '../../copy';
import { copyReports as t } from '../../copy/reports';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { formOf, useChange } from '../settings/useChange';
import { everyOf, readersKey } from './api';

/** Sends a report to somebody from now on. */
export function ReaderForm({ onClose }: { onClose: () => void }) {
  const { app, zone, search } = useView();
  const own = useSession().data?.user.email;
  const environments = useEnvironments(app).data?.items ?? [];
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
    <Dialog title={t.subscribe} onClose={onClose}>
      <form className={formClass} onSubmit={submit}>
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
        <Choice label={t.environment} name="environment" defaultValue="">
          <option value="">{t.everything}</option>
          {environments.map((one) => (
            <option key={one.name} value={one.name}>
              {shown(one.name)}
            </option>
          ))}
        </Choice>
        {save.error && (
          <p className={errorClass} role="alert">
            {save.error.message}
          </p>
        )}
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button type="submit" kind="primary" disabled={save.isPending}>
            {t.subscribe}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
