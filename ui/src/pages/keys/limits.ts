import type { Schema } from '../../api/client';
import { copyKeys } from '../../copy/keys';
import { exact } from '../../lib/format';

export type Limit = Schema<'ApiKeyLimit'>;

/** The rows of the form for limits. */
export const limitsOf = (form: FormData): Limit[] =>
  form.getAll('limit').map((name, i) => ({
    name: String(name).trim(),
    calls: Number(form.getAll('calls')[i]),
    seconds: Number(form.getAll('seconds')[i]),
  }));

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** In the largest unit that leaves nothing over: a limit is not told roughly. */
export function wholly(seconds: number): string {
  const unit = UNITS.find(([size]) => seconds % size === 0);
  return unit ? `${seconds / unit[0]} ${unit[1]}` : `${seconds} s`;
}

export const limitText = ({ name, calls, seconds }: Limit): string =>
  copyKeys.limit(name, exact(calls), wholly(seconds));
