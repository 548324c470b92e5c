import { type FormEvent, useRef, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { Button } from '../../components/Button';
import { Dialog, DialogActions } from '../../components/Dialog';
import { Check, Choice, Field, formClass, Options, Problem } from '../../components/Field';
import { copy } from '../../copy';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { type Metric, type Rule, useBacktest, useChannels } from './api';
import c from './alerts.module.css';
import { Backtest } from './Backtest';
import { conditionOf } from './condition';
import { ConditionFields, METRICS } from './ConditionFields';

const SEVERITIES = ['critical', 'warning', 'info'] as const;
type Props = { rule?: Rule; template?: Schema<'RuleTemplate'>; onClose: () => void };

/** One form for a rule: what, when, whom; and when it would have fired, before it is kept. */
export function RuleForm({ rule, template, onClose }: Props) {
  const { app } = useView();
  const form = useRef<HTMLFormElement>(null);
  const start = rule ?? template;
  const [metric, setMetric] = useState<Metric>(start?.condition.metric ?? 'server_error_rate');
  const backtest = useBacktest(app);
  const save = useChange(
    (body: Schema<'NewRule'>) =>
      rule
        ? answer(client.PATCH('/apps/{app}/rules/{rule}', { params: { path: { app, rule: rule.id } }, body }))
        : answer(client.POST('/apps/{app}/rules', { params: { path: { app } }, body })),
    {
      refresh: [
        ['app', app, 'rules'],
        ['app', app, 'slos'],
      ],
      onDone: onClose,
    },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const severity = SEVERITIES.find((one) => one === data.get('severity')) ?? 'warning';
    const name = data.get('name');
    save.mutate({
      name: typeof name === 'string' ? name.trim() : '',
      severity,
      condition: conditionOf(data, metric),
      channels: data.getAll('channels').filter((one) => typeof one === 'string'),
    });
  };
  const test = () => {
    if (form.current?.reportValidity()) backtest.mutate(conditionOf(new FormData(form.current), metric));
  };
  const condition = start?.condition.metric === metric ? start.condition : { metric };
  const error = save.error ?? backtest.error;
  return (
    <Dialog title={rule ? t.editTitle : t.addRule} onClose={onClose} wide>
      <form ref={form} className={`${formClass} ${c.form}`} onSubmit={submit}>
        <Field
          label={t.name}
          name="name"
          required
          maxLength={128}
          defaultValue={start?.name}
          autoComplete="off"
        />
        <div className={c.pair}>
          <Choice
            label={t.metric}
            value={metric}
            onChange={(event) => {
              setMetric(METRICS.find((one) => one === event.target.value) ?? metric);
              backtest.reset();
            }}
          >
            <Options of={METRICS} text={t.metrics} />
          </Choice>
          <Choice label={t.severity} name="severity" defaultValue={start?.severity ?? 'warning'}>
            <Options of={SEVERITIES} text={t.severities} />
          </Choice>
        </div>
        <ConditionFields key={metric} metric={metric} condition={condition} />
        <ChannelChoice chosen={rule?.channels} />
        {backtest.data && <Backtest result={backtest.data} threshold={backtest.variables.threshold} />}
        <Problem error={error} />
        <DialogActions>
          <Button disabled={backtest.isPending} onClick={test}>
            {t.test}
          </Button>
          <Button onClick={onClose}>{copy.common.cancel}</Button>
          <Button type="submit" kind="primary" disabled={save.isPending}>
            {copy.common.save}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** All channels unless somebody chose: a new rule should tell somebody. */
function ChannelChoice({ chosen }: { chosen: string[] | undefined }) {
  const channels = useChannels().data?.items;
  if (!channels || channels.length === 0) return null;
  return (
    <fieldset className={c.list}>
      <legend>{t.channels}</legend>
      {channels.map((channel) => (
        <Check
          key={channel.id}
          label={shown(channel.name)}
          hint={t.kinds[channel.kind]}
          name="channels"
          value={channel.id}
          defaultChecked={chosen ? chosen.includes(channel.id) : true}
        />
      ))}
    </fieldset>
  );
}
