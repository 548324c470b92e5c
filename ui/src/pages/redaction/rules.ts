import type { Schema } from '../../api/client';

export type Rule = Schema<'SdkRedactionRule'>;
export const TARGETS = [
  'request-header',
  'response-header',
  'query',
  'request-body',
  'response-body',
] as const;
export const ACTIONS = ['mask', 'hash', 'drop'] as const;

const AT = ' @ ';

/** A rule as a link names it: `request-body:$.customer.email @ POST /orders`. */
export const ruleText = ({ target, path, endpoint }: Rule): string =>
  `${target}:${path}${endpoint ? AT + endpoint : ''}`;

const isSame = (a: Rule, b: Rule): boolean =>
  a.target === b.target && a.path === b.path && (a.endpoint ?? null) === (b.endpoint ?? null);

/** The rules and one more, unless it is there already. */
export const withRule = (rules: Rule[], more: Rule): Rule[] =>
  rules.some((rule) => isSame(rule, more)) ? rules : [...rules, more];

/** The rule that a link asks to begin with, unless it is there already. */
export function wantedRule(text: string | undefined, present: Rule[]): Rule[] {
  const colon = text?.indexOf(':') ?? -1;
  const target = TARGETS.find((candidate) => candidate === text?.slice(0, colon));
  const [path, endpoint] = text?.slice(colon + 1).split(AT) ?? [];
  if (!target || !path) return [];
  const wanted: Rule = { target, path, action: 'mask', ...(endpoint && { endpoint }) };
  return present.some((rule) => isSame(rule, wanted)) ? [] : [wanted];
}

type RuleStep = { deep: boolean; name?: string; index?: number };

/** Steps of a JSONPath as rules have it; a bare name is meant anywhere. */
function stepsOf(path: string): RuleStep[] {
  const full = path.startsWith('$') ? path : /[.[]/.test(path) ? `$.${path}` : `$..${path}`;
  const steps: RuleStep[] = [];
  for (const [, dots, name, inside] of full.slice(1).matchAll(/(\.\.?|(?=\[))(?:([^.[]+)|\[([^\]]+)\])/g)) {
    const text = name ?? inside?.replace(/^(['"])(.*)\1$/, '$2') ?? '';
    const deep = dots === '..';
    if (text === '*') steps.push({ deep });
    else if (name === undefined && /^\d+$/.test(text)) steps.push({ deep, index: Number(text) });
    else steps.push({ deep, name: text.toLowerCase() });
  }
  return steps;
}

const takes = ({ name, index }: RuleStep, step: string | number | undefined): boolean =>
  name !== undefined
    ? typeof step === 'string' && step.toLowerCase() === name
    : index === undefined || step === index;

function matches([first, ...rest]: RuleStep[], path: (string | number)[]): boolean {
  if (!first) return path.length === 0;
  const reach = first.deep ? path.length : Math.min(1, path.length);
  for (let i = 0; i < reach; i++) if (takes(first, path[i]) && matches(rest, path.slice(i + 1))) return true;
  return false;
}

/** The rule that hides a value of a request; undefined = none of these. `place` is a name, or steps in a body. */
export const ruleFor = (
  rules: Rule[],
  target: Rule['target'],
  endpoint: string,
  place: string | (string | number)[],
): Rule | undefined =>
  rules.find(
    (rule) =>
      rule.target === target &&
      (!rule.endpoint || rule.endpoint === endpoint) &&
      (typeof place === 'string'
        ? rule.path.toLowerCase() === place.toLowerCase()
        : matches(stepsOf(rule.path), place)),
  );
