import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { DialogButton, RemoveButton } from '../../components/DialogButton';
import { Panel } from '../../components/Panel';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { AlertTable } from './AlertTable';
import { type Rule, useBacktest, useRule } from './api';
import c from './alerts.module.css';
import { Backtest } from './Backtest';
import { RuleForm } from './RuleForm';
import { RuleState } from './Rules';

/** One rule: where it stands, the last month against its limit, what it told. */
export default function RuleDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const { app } = useView();
  const query = useRule(app, id);
  const mayChange = useMay('editor');
  const navigate = useNavigate();
  const refresh = [['app', app, 'rules']];
  const rule = query.data;
  const path = { path: { app, rule: id } };
  const toggle = useChange(
    (enabled: boolean) =>
      answer(client.PATCH('/apps/{app}/rules/{rule}', { params: path, body: { enabled } })),
    { refresh },
  );
  const remove = useChange(() => answer(client.DELETE('/apps/{app}/rules/{rule}', { params: path })), {
    refresh,
    onDone: () => void navigate({ to: `/a/${encodeURIComponent(app)}/alerts` }),
  });
  const name = shown(rule?.name ?? id);
  return (
    <div className={layout.page}>
      <PageHeader
        title={name}
        back={{ page: 'alerts', label: t.back }}
        obeys={[]}
        heading={
          <>
            {name} {rule && <RuleState rule={rule} />}
          </>
        }
        sub={rule?.words}
      >
        {rule && mayChange && (
          <>
            <Button disabled={toggle.isPending} onClick={() => toggle.mutate(!rule.enabled)}>
              {rule.enabled ? t.switchOff : t.switchOn}
            </Button>
            <DialogButton label={t.edit}>{(close) => <RuleForm rule={rule} onClose={close} />}</DialogButton>
            <RemoveButton label={t.remove} text={t.removeRule(name)} change={remove} />
          </>
        )}
      </PageHeader>
      <Loadable query={query} what={t.rule.toLowerCase()} height={300}>
        {(data) => (
          <div className={c.stack}>
            <LastMonth rule={data} />
            <Panel label={t.history} title={t.history}>
              <AlertTable rule={data.id} />
            </Panel>
          </div>
        )}
      </Loadable>
    </div>
  );
}

function LastMonth({ rule }: { rule: Rule }) {
  const { app } = useView();
  const { mutate, data, error } = useBacktest(app);
  const key = JSON.stringify(rule.condition);
  useEffect(() => mutate(JSON.parse(key) as Rule['condition']), [mutate, key]);
  return (
    <Panel label={t.backtest} title={t.backtest}>
      {error && <p className={c.said}>{error.message}</p>}
      {data && <Backtest result={data} threshold={rule.condition.threshold} />}
    </Panel>
  );
}
