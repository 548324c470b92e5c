import { type Field, fieldNamed } from './fields';

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

export type Problem = 'unknownField' | 'noValue' | 'badStatus' | 'badMethod' | 'badNumber' | 'openQuote';

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

/** Splits at white space outside quotes. */
export function split(text: string): { raw: string; start: number; end: number }[] {
  const parts: { raw: string; start: number; end: number }[] = [];
  let start = -1;
  let quoted = false;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    const isBreak = character === undefined || (!quoted && /\s/.test(character));
    if (!isBreak && start < 0) start = i;
    if (isBreak && start >= 0) {
      parts.push({ raw: text.slice(start, i), start, end: i });
      start = -1;
    }
  }
  return parts;
}

function splitValues(text: string): string[] {
  const values: string[] = [];
  let current = '';
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === ',' && !quoted) {
      values.push(current);
      current = '';
    } else {
      current += character;
    }
  }
  return [...values, current].filter((value) => value !== '' && value !== '""');
}

const unquoted = (value: string): string => value.replaceAll('"', '');

function match(raw: string): Match {
  if (!raw.startsWith('"')) {
    const compare = /^(>=|<=|>|<)(.+)$/.exec(raw);
    if (compare) {
      return {
        kind: 'compare',
        operator: compare[1] as '>' | '>=' | '<' | '<=',
        value: unquoted(compare[2] ?? ''),
      };
    }
    const between = /^([\w.]+?)\.\.([\w.]+)$/.exec(raw);
    if (between) return { kind: 'between', from: between[1] ?? '', to: between[2] ?? '' };
  }
  const value = unquoted(raw);
  return value.includes('*') && !raw.startsWith('"') ? { kind: 'like', value } : { kind: 'is', value };
}

const operands = (m: Match): string[] => (m.kind === 'between' ? [m.from, m.to] : [m.value]);

function isNumber(value: string, units: Record<string, number>): boolean {
  const parts = /^([\d.]+)([a-zA-Zµ]*)$/.exec(value);
  return (
    parts !== null && Number.isFinite(Number(parts[1])) && (parts[2] === '' || (parts[2] ?? '') in units)
  );
}

function check(field: Field, matches: Match[]): Problem | undefined {
  if (matches.length === 0) return 'noValue';
  switch (field.kind) {
    case 'status':
      return matches.every((m) =>
        m.kind === 'is'
          ? /^([1-5]xx|[1-5]\d\d)$/i.test(m.value)
          : operands(m).every((o) => /^\d{1,3}$/.test(o)),
      )
        ? undefined
        : 'badStatus';
    case 'method':
      return matches.every((m) => m.kind === 'is' && METHODS.has(m.value.toUpperCase()))
        ? undefined
        : 'badMethod';
    case 'number':
      return matches.every(
        (m) => m.kind !== 'like' && operands(m).every((o) => isNumber(o, field.units ?? {})),
      )
        ? undefined
        : 'badNumber';
    case 'text':
      return undefined;
  }
}

function token(raw: string, start: number, end: number): Token {
  const position = { raw, start, end };
  const negated = raw.startsWith('-') && raw.length > 1;
  const body = negated ? raw.slice(1) : raw;
  const named = /^([a-zA-Z][\w.]*):(.*)$/s.exec(body);
  const openQuote = (raw.match(/"/g)?.length ?? 0) % 2 === 1;
  if (!named) {
    const value = unquoted(body);
    const matches: Match[] = [{ kind: 'like', value: value.includes('*') ? value : `*${value}*` }];
    return { ...position, field: 'path', negated, matches, ...(openQuote && { problem: 'openQuote' }) };
  }
  const name = (named[1] ?? '').toLowerCase();
  const field = fieldNamed(name);
  const matches = splitValues(named[2] ?? '').map(match);
  const problem = openQuote ? 'openQuote' : field ? check(field, matches) : 'unknownField';
  return { ...position, field: name, negated, matches, ...(problem && { problem }) };
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
  /[\s,"*]|\.\.|^[<>-]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;

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
