import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Field, formClass, inputClass, Problem } from '../../components/Field';
import { copy } from '../../copy';
import { copyKeys as t } from '../../copy/keys';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import c from './keys.module.css';

type Result = Schema<'ApiKeyImport'>;

const MAX_WRONG = 50;

/** Keys that another system issued, out of a CSV: first what would happen, then it. */
export function ImportForm({ onClose }: { onClose: () => void }) {
  const { app } = useView();
  const id = useId();
  const [csv, setCsv] = useState('');
  const run = (dryRun: boolean) =>
    answer(client.POST('/apps/{app}/keys/import', { params: { path: { app } }, body: { csv, dryRun } }));
  const trial = useChange(() => run(true), { refresh: [], said: null });
  const load = useChange(() => run(false), { refresh: [['app', app, 'keys']], said: null });
  const change = (text: string) => {
    setCsv(text);
    trial.reset();
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    void event.target.files?.[0]?.text().then(change);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (trial.data) load.mutate();
    else trial.mutate();
  };
  const error = load.error ?? trial.error;
  if (load.data)
    return (
      <Dialog title={t.importTitle} onClose={onClose} wide>
        <Outcome result={load.data} counts={t.imported} />
        <DialogActions>
          <Button kind="primary" onClick={onClose}>
            {t.importDone}
          </Button>
        </DialogActions>
      </Dialog>
    );
  return (
    <Dialog title={t.importTitle} onClose={onClose} wide>
      <form className={`${formClass} ${c.form}`} onSubmit={submit}>
        <p className={c.text}>{t.importText}</p>
        <Field label={t.importFile} type="file" accept=".csv,text/csv" onChange={choose} />
        <div className={c.csvBox}>
          <label className={c.csvLabel} htmlFor={id}>
            {t.importCsv}
          </label>
          <textarea
            id={id}
            className={`${inputClass} ${c.lines} ${c.csv}`}
            rows={6}
            required
            spellCheck={false}
            value={csv}
            placeholder={t.importExample}
            onChange={(event) => change(event.target.value)}
          />
        </div>
        {trial.data && <Outcome result={trial.data} counts={t.wouldImport} />}
        <Problem error={error} />
        <DialogActions>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button
            type="submit"
            kind="primary"
            disabled={trial.isPending || load.isPending || trial.data?.imported === 0}
          >
            {trial.data ? t.importAction(trial.data.imported) : t.importTry}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type Counts = (imported: number, duplicates: number, invalid: number) => string;

function Outcome({ result, counts }: { result: Result; counts: Counts }) {
  const wrong = result.rows.filter((row) => row.status === 'invalid');
  return (
    <div role="status">
      <p className={c.text}>{counts(result.imported, result.duplicates, result.invalid)}</p>
      {wrong.length > 0 && (
        <ul className={c.wrong}>
          {wrong.slice(0, MAX_WRONG).map((row) => (
            <li key={row.row}>
              <b>{t.row(row.row)}</b> {shown(row.detail ?? '')}
            </li>
          ))}
          {wrong.length > MAX_WRONG && <li>{t.moreWrong(wrong.length - MAX_WRONG)}</li>}
        </ul>
      )}
    </div>
  );
}
