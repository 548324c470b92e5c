import type { FormEvent } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Choice, Field } from '../../components/Field';
import { FormDialog } from '../../components/FormDialog';
import { FormRows } from '../../components/FormRows';
import { copyStatements as t } from '../../copy/statements';
import { shown } from '../../lib/text';
import { formOf, useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { amendedOf, FIGURES } from './amended';
import type { Statement } from './api';

const MOST_ROWS = 20;

/** Adds to a final statement what a person decided, or takes it back; both stay visible. */
export function AmendForm({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { app } = useView();
  const { id, lines } = statement;
  const amend = useChange(
    (body: Schema<'Amendment'>) =>
      answer(
        client.POST('/apps/{app}/statements/{statement}/amend', {
          params: { path: { app, statement: id } },
          body,
        }),
      ),
    { refresh: [['app', app, 'statements']], onDone: onClose },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const amended = amendedOf(new FormData(event.currentTarget), lines);
    amend.mutate({ reason: formOf(event)('reason'), lines: amended });
  };
  return (
    <FormDialog title={t.amend} action={t.amend} change={amend} onSubmit={submit} onClose={onClose} wide>
      <p>{t.amendText}</p>
      <Field label={t.reason} hint={t.reasonHint} name="reason" required maxLength={256} />
      <FormRows label={t.amendLines} first={1} most={MOST_ROWS} add={t.addLine} remove={t.removeLine}>
        {() => (
          <>
            <Choice label={t.amendOf} name="of">
              <option value="">{t.noEndpoint}</option>
              {lines.map((line, i) => (
                <option key={`${line.key.id} ${line.method} ${line.route}`} value={i}>
                  {shown(`${line.method} ${line.route || t.noEndpoint} · ${line.key.name || t.unknownKey}`)}
                </option>
              ))}
            </Choice>
            {FIGURES.map((figure) => (
              <Field
                key={figure}
                label={t[figure]}
                name={figure}
                type="number"
                step={1}
                defaultValue={0}
                required
              />
            ))}
          </>
        )}
      </FormRows>
    </FormDialog>
  );
}
