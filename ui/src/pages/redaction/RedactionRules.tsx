import type { ReactNode } from 'react';
import { IconPlus } from '@tabler/icons-react';
import { Button } from '../../components/Button';
import { inputClass, Options } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyRedaction } from '../../copy/redaction';
import { ACTIONS, type Rule, TARGETS } from './rules';
import c from './redaction.module.css';

type Props = { rules: Rule[]; onChange: (rules: Rule[]) => void; below: (rule: Rule) => ReactNode };
const t = copyRedaction;

/** Redaction rules, one a line; what they name is neither sent by our SDK nor stored. */
export function RedactionRules({ rules, onChange, below }: Props) {
  const change = (index: number, patch: Partial<Rule>) =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)));
  return (
    <Panel label={t.rules} pad>
      <h2 className={c.heading}>{t.rules}</h2>
      <p className={c.text}>{t.rulesText}</p>
      {rules.map((rule, index) => (
        // Lines have no identity of their own and are not moved.
        <div key={index} className={c.ruleWithPreview}>
          <div className={c.rule}>
            <select
              className={inputClass}
              aria-label={t.target}
              value={rule.target}
              onChange={(event) =>
                change(index, { target: TARGETS.find((key) => key === event.target.value) ?? 'query' })
              }
            >
              <Options of={TARGETS} text={t.targets} />
            </select>
            <input
              className={`${inputClass} mono`}
              aria-label={t.path}
              placeholder={rule.target.endsWith('body') ? '$.customer.email' : 'X-Partner-Secret'}
              required
              maxLength={256}
              value={rule.path}
              onChange={(event) => change(index, { path: event.target.value })}
            />
            <input
              className={`${inputClass} mono`}
              aria-label={t.endpoint}
              placeholder={t.everywhere}
              maxLength={2048}
              value={rule.endpoint ?? ''}
              onChange={(event) => change(index, { endpoint: event.target.value || null })}
            />
            <select
              className={inputClass}
              aria-label={t.action}
              value={rule.action}
              onChange={(event) =>
                change(index, { action: ACTIONS.find((key) => key === event.target.value) ?? 'mask' })
              }
            >
              <Options of={ACTIONS} text={t.actions} />
            </select>
            <Button kind="quiet" onClick={() => onChange(rules.filter((_, at) => at !== index))}>
              {copy.common.remove}
            </Button>
          </div>
          {below(rule)}
        </div>
      ))}
      <Button onClick={() => onChange([...rules, { target: 'request-body', path: '', action: 'mask' }])}>
        <IconPlus size={14} aria-hidden />
        {t.addRule}
      </Button>
    </Panel>
  );
}
