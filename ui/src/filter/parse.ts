import { type Field, fieldOf } from './fields';
import { read, split, type Value } from './read';

export { split } from './read';

/**
 * The filter language: `field:value`, `-field:value`, `field:a,b`, `field:*part*`, `field:>1s`, `field:500..599`;
 * bare words search the path; double quotes keep spaces and commas. A wrong token is reported with its reason and
 * left out; the rest still applies.
 */

export type Match =
  | { kind: 'is'; value: string }
  | { kind: 'like'; value: string }
  | { kind: 'compare'; operator: '>' | '>=' | '<' | '<='; value: string }
  | { kind: 'between'; from: string; to: string };

export type Problem =
  'unknownField' | 'noValue' | 'badStatus' | 'badMethod' | 'badNumber' | 'badHas' | 'noKey' | 'openQuote';

export type Token = {
  /** As typed. */
  raw: string;
  start: number;
  end: number;
  field: string;
  negated: boolean;
  matches: Match[];
  problem?: Problem;
};

const METHODS = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  '_OTHER',
]);

const COMPARE = /^(>=|<=|>|<)(.*)$/s;
const BETWEEN = /^([\w.-]+?)\.\.([\w.-]+)$/;
const ENDINGS = new Set(['failed', 'aborted']);

function match({ plain, quoted, star }: Value, isNumeric: boolean): Match {
  if (isNumeric && !quoted) {
    const compare = COMPARE.exec(plain);
    if (compare) {
      return {
        kind: 'compare',
        operator: compare[1] as '>' | '>=' | '<' | '<=',
        value: compare[2] ?? '',
      };
    }
    const between = BETWEEN.exec(plain);
    if (between) return { kind: 'between', from: between[1] ?? '', to: between[2] ?? '' };
  }
  return star ? { kind: 'like', value: plain } : { kind: 'is', value: plain };
}

const operands = (m: Match): string[] => (m.kind === 'between' ? [m.from, m.to] : [m.value]);

function isNumber(value: string, units: readonly string[]): boolean {
  const parts = /^([\d.]+)(.*)$/s.exec(value);
  const unit = parts?.[2] ?? '';
  const isUnit =
    unit === '' || units.includes(unit) || (units.includes('kb') && units.includes(unit.toLowerCase()));
  return parts !== null && Number.isFinite(Number(parts[1])) && isUnit;
}

const areNumbers = (matches: Match[], units: readonly string[]): boolean =>
  matches.every((m) => m.kind !== 'like' && operands(m).every((o) => isNumber(o, units)));

const isStatus = (m: Match): boolean =>
  m.kind === 'is'
    ? /^([1-5]xx|[1-5]\d\d)$/i.test(m.value) || ENDINGS.has(m.value.toLowerCase())
    : operands(m).every((o) => /^\d{1,3}$/.test(o));

function check(field: Field, matches: Match[]): Problem | undefined {
  switch (field.kind) {
    case 'status':
      return matches.every(isStatus) ? undefined : 'badStatus';
    case 'method':
      return matches.every((m) => m.kind === 'is' && METHODS.has(m.value.toUpperCase()))
        ? undefined
        : 'badMethod';
    case 'number':
      return areNumbers(matches, field.units ?? []) ? undefined : 'badNumber';
    case 'has':
      return matches.every((m) => field.values?.includes(operands(m)[0]?.toLowerCase() ?? ''))
        ? undefined
        : 'badHas';
    case 'text': {
      // Below a key, only comparisons are about numbers.
      const compared = matches.filter((m) => m.kind === 'compare' || m.kind === 'between');
      return areNumbers(compared, []) ? undefined : 'badNumber';
    }
  }
}

function token(raw: string, start: number, end: number): Token {
  const { negated, name, values, closed } = read(raw);
  const base = { raw, start, end, negated };
  if (name === undefined) {
    const value = values[0]?.plain ?? '';
    const matches: Match[] = [{ kind: 'like', value: value.includes('*') ? value : `*${value}*` }];
    const problem = closed ? (values.length === 0 ? 'noValue' : undefined) : 'openQuote';
    return { ...base, field: 'path', matches, ...(problem && { problem }) };
  }
  const found = fieldOf(name);
  const isNumeric =
    found && (found.field.kind === 'number' || found.field.kind === 'status' || found.key !== '');
  const matches = values.map((value) => match(value, isNumeric ?? false));
  const missing = values.length === 0 || values.some((v) => v.plain === '' && !v.quoted);
  const problem = !closed
    ? 'openQuote'
    : !found
      ? 'unknownField'
      : found.field.key === 'required' && !found.key
        ? 'noKey'
        : missing
          ? 'noValue'
          : check(found.field, matches);
  const field = found && !found.key ? found.field.name : name;
  return { ...base, field, matches, ...(problem && { problem }) };
}

export const parse = (text: string): Token[] =>
  split(text).map(({ raw, start, end }) => token(raw, start, end));

/** The text without its wrong tokens: what is sent to the server. */
export const valid = (text: string): string =>
  parse(text)
    .filter((t) => !t.problem)
    .map((t) => t.raw)
    .join(' ');

const quote = (value: string): string =>
  value === '' || /[\s,"*\\]|\.\.|^[<>-]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;

export const write = (field: string, value: string, negated = false): string =>
  `${negated ? '-' : ''}${field}:${quote(value)}`;

/** Adds a condition; the opposite condition on the same value goes, and the same one is not added twice. */
export function add(text: string, field: string, value: string, negated = false): string {
  const wanted = write(field, value, negated);
  const opposite = write(field, value, !negated);
  const kept = split(text)
    .map((part) => part.raw)
    .filter((raw) => raw !== opposite && raw !== wanted);
  return [...kept, wanted].join(' ');
}

export const removeAt = (text: string, index: number): string =>
  split(text)
    .filter((_, i) => i !== index)
    .map((part) => part.raw)
    .join(' ');
