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

/** The rule that a link asks to begin with, written `request-body:$.customer.email`, unless it is there already. */
export function wantedRule(text: string | undefined, present: Rule[]): Rule[] {
  const colon = text?.indexOf(':') ?? -1;
  const target = TARGETS.find((candidate) => candidate === text?.slice(0, colon));
  const path = text?.slice(colon + 1) ?? '';
  const isThere = present.some((rule) => rule.target === target && rule.path === path);
  return target && path && !isThere ? [{ target, path, action: 'mask' }] : [];
}
