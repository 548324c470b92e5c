import type { Condition, Metric } from './api';

const NUMBERS = [
  'threshold',
  'windowMinutes',
  'forMinutes',
  'recoverMinutes',
  'minRequests',
  'days',
] as const;
const TEXTS = ['comparison', 'environment', 'filter', 'noData', 'slo'] as const;

/** What the fields of a form say; what is empty is left to the server. */
export function conditionOf(form: FormData, metric: Metric): Condition {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const condition: Record<string, unknown> = { metric };
  for (const name of NUMBERS) if (text(name) !== '') condition[name] = Number(text(name));
  for (const name of TEXTS) if (text(name) !== '') condition[name] = text(name);
  const targets = form.getAll('targets').filter((one) => typeof one === 'string');
  if (targets.length > 0) condition.targets = targets;
  return condition as Condition;
}
