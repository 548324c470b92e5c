import { IconEyeOff } from '@tabler/icons-react';
import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { createContext, use } from 'react';
import { useRedaction } from '../../api/workspace';
import { copyRequests } from '../../copy/requests';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { type Rule, ruleFor, ruleText } from '../redaction/rules';
import c from './detail.module.css';
import { pathText, type Step } from './json';

const b = copyRequests.body;

/** Of which request a value is, and who takes rules that are clicked; without, the Redaction page is opened. */
type Redacting = { endpoint: string; onRule?: (rule: Rule) => void };
export const RedactContext = createContext<Redacting>({ endpoint: '' });

type Place = { target: Rule['target']; at: string | Step[] };

/** What can be hidden of a value, as items of its menu: here, at all endpoints, by its name anywhere. */
export function RedactItems({ target, at }: Place) {
  const { endpoint, onRule } = use(RedactContext);
  const { app } = useView();
  const navigate = useNavigate();
  const path = typeof at === 'string' ? at : anyItem(pathText(at));
  const name = typeof at === 'string' ? undefined : at.findLast((step) => typeof step === 'string');
  const add = (rule: Rule) => {
    if (onRule) onRule(rule);
    else void navigate({ to: `/a/${encodeURIComponent(app)}/redaction`, search: { find: ruleText(rule) } });
  };
  return (
    <>
      <Menu.Label>{b.mask}</Menu.Label>
      <Menu.Item onClick={() => add({ target, path, action: 'mask', endpoint })}>{b.maskHere}</Menu.Item>
      <Menu.Item onClick={() => add({ target, path, action: 'mask' })}>{b.maskAll}</Menu.Item>
      {name !== undefined && /^[^.[\]]+$/.test(name) && (
        <Menu.Item onClick={() => add({ target, path: `$..${name}`, action: 'mask' })}>
          {b.maskName(shown(name))}
        </Menu.Item>
      )}
    </>
  );
}

/** A rule is about a field of every item, not of one. */
const anyItem = (path: string): string => path.replace(/\[\d+\]/g, '[*]');

/** In place of a value that was hidden: says by which rule of the dashboard, if it was one. */
export function Redacted({ target, at }: Place) {
  const { endpoint } = use(RedactContext);
  const { app } = useView();
  const rule = ruleFor(useRedaction(app).data?.rules ?? [], target, endpoint, at);
  return (
    <span className={c.redacted} title={rule ? b.byRule(shown(rule.path)) : b.notByRule}>
      <IconEyeOff size={11} aria-hidden />
      {b.redacted}
      {rule && <code>{shown(rule.path)}</code>}
    </span>
  );
}
