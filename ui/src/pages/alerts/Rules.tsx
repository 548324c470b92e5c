import { useState } from 'react';
import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { Flag, None } from '../../components/values';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { timeColumn } from '../../table/kinds';
import { ListTable } from '../../table/ListTable';
import table from '../../table/table.module.css';
import { type Rule, useChannels, useRules, useTemplates } from './api';
import c from './alerts.module.css';
import { figure } from './figures';
import { RuleForm } from './RuleForm';

const TONES = { firing: 'bad', pending: 'warn', 'no-data': undefined, ok: 'good', off: undefined } as const;

export const RuleState = ({ rule }: { rule: Rule }) => (
  <>
    <Flag
      text={rule.firing > 1 ? `${t.states[rule.state]} ${t.firingFor(rule.firing)}` : t.states[rule.state]}
      tone={TONES[rule.state]}
    />{' '}
    {rule.silenced && <Flag text={t.silenced} tone="warn" />}
  </>
);

const columnsOf = (names: Map<string, string>, zone: string): Column<Rule>[] => [
  {
    id: 'name',
    header: t.name,
    value: (r) => r.name,
    cell: (r) => (
      <span className={table.primary}>
        <AppLink page="alerts" id={r.id} className={table.rowLink} data-row-link>
          {shown(r.name)}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'state',
    header: t.state,
    fact: true,
    value: (r) => r.state,
    cell: (r) => <RuleState rule={r} />,
  },
  { id: 'condition', header: t.condition, fact: true, value: (r) => r.words, cell: (r) => r.words },
  {
    id: 'scope',
    header: t.scope,
    value: (r) => `${r.condition.environment ?? ''} ${r.condition.filter ?? ''}`,
    cell: (r) => (
      <span className="mono">
        {shown([r.condition.environment, r.condition.filter].filter(Boolean).join(' ')) || t.everything}
      </span>
    ),
  },
  {
    id: 'value',
    header: t.value,
    end: true,
    value: (r) => r.value,
    cell: (r) => (r.value === null ? <None /> : figure(r.value, r.unit)),
  },
  timeColumn({
    id: 'fired',
    header: t.lastFired,
    fact: true,
    at: (row) => row.lastFiredAt,
    zone,
  }),
  {
    id: 'channels',
    header: t.channels,
    value: (r) => r.channels.map((id) => names.get(id) ?? '').join(', '),
    cell: (r) =>
      r.channels.length ? (
        shown(r.channels.map((id) => names.get(id) ?? '').join(', '))
      ) : (
        <span className={c.note}>{t.noChannels}</span>
      ),
  },
];

/** All rules, or templates to begin with. */
export function Rules() {
  const { app, zone } = useView();
  const query = useRules(app);
  const channels = useChannels().data?.items ?? [];
  const names = new Map(channels.map((channel) => [channel.id, channel.name]));
  return (
    <ListTable
      label={t.tabs.rules}
      what={t.what}
      query={query}
      columns={columnsOf(names, zone)}
      rowKey={(row) => row.id}
      none={<Templates />}
      order={{ id: 'name', dir: 'asc' }}
      height={320}
    />
  );
}

function Templates() {
  const { app } = useView();
  const templates = useTemplates(app).data?.items ?? [];
  const mayChange = useMay('editor');
  const [chosen, setChosen] = useState<Schema<'RuleTemplate'> | null>(null);
  return (
    <>
      <Message title={t.none} text={t.noneText} />
      <div className={c.templates}>
        {templates.map((template) => (
          <button
            key={template.id}
            type="button"
            className={c.template}
            disabled={!mayChange}
            onClick={() => setChosen(template)}
          >
            <b>{template.name}</b>
            <span>{template.words}</span>
          </button>
        ))}
      </div>
      {chosen && <RuleForm template={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
