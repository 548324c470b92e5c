import { copy } from '../copy';
import { exact } from '../lib/format';
import { shown } from '../lib/text';
import { FIELDS, type Field, fieldNamed } from './fields';
import { split, write } from './parse';

export type Suggestion = { text: string; label: string; note: string; complete: boolean };

/** The part being typed: its field, if it has one, and the value so far. */
export function typing(text: string): {
  raw: string;
  negated: boolean;
  name: string;
  field: Field | undefined;
  value: string;
} {
  const last = split(text).at(-1);
  const raw = last && last.end === text.length ? last.raw : '';
  const negated = raw.startsWith('-') && raw.length > 1;
  const body = negated ? raw.slice(1) : raw;
  const colon = body.indexOf(':');
  const name = colon > 0 ? body.slice(0, colon) : '';
  const field = name ? fieldNamed(name) : undefined;
  return { raw, negated, name, field, value: field ? body.slice(colon + 1).replaceAll('"', '') : body };
}

/** Fields that begin like what is typed; of single requests only where the page shows them. */
export function fieldSuggestions(text: string, single = true): Suggestion[] {
  const { field, value, negated } = typing(text);
  if (field) return [];
  return FIELDS.filter((f) => (single || f.inTotals) && f.name.startsWith(value.toLowerCase())).map((f) => ({
    text: `${negated ? '-' : ''}${f.name}${f.key === 'required' ? '.' : ':'}`,
    label: f.key === 'required' ? `${f.name}.${copy.filter.key}:` : `${f.name}:`,
    note: f.label,
    complete: false,
  }));
}

export function valueSuggestions(
  text: string,
  values: readonly { value: string; label: string; count: number }[],
): Suggestion[] {
  const { field, name, value, negated } = typing(text);
  if (!field) return [];
  const fixed = (field.values ?? [])
    .filter((v) => v.startsWith(value.toLowerCase()))
    .map((v) => ({ text: write(name, v, negated), label: v, note: '', complete: true }));
  const listed = values
    .filter((v) => `${v.value} ${v.label}`.toLowerCase().includes(value.toLowerCase()))
    .slice(0, 12)
    .map((v) => ({
      text: write(name, v.value, negated),
      label: shown(v.label === v.value || v.label === '' ? v.value : `${v.label} (${v.value})`),
      note: exact(v.count),
      complete: true,
    }));
  return [...listed, ...fixed];
}

/** Puts a suggestion in the place of the part being typed. */
export function accept(text: string, suggestion: Suggestion): string {
  const { raw } = typing(text);
  return text.slice(0, text.length - raw.length) + suggestion.text;
}
