import { copy } from '../copy';

export type FieldKind = 'text' | 'status' | 'method' | 'number' | 'has';
type FieldName = keyof typeof copy.filter.fields;
export type Field = {
  name: FieldName;
  kind: FieldKind;
  label: string;
  /** Units that may follow a number; case-insensitive when all of them are lower-case sizes. */
  units?: readonly string[];
  /** A name follows after a dot, as in `header.x-request-id`. */
  key?: 'required' | 'optional';
  /** The server can list values of this field with their counts. */
  hasValues: boolean;
  /** Values that are the same everywhere. */
  values?: readonly string[];
  /** Totals know it too; the others apply to single requests only. */
  inTotals: boolean;
};

const DURATIONS = ['us', 'µs', 'ms', 's', 'm', 'h'] as const;
const SIZES = ['b', 'kb', 'mb', 'gb', 'kib', 'mib', 'gib'] as const;

const field = (name: FieldName, kind: FieldKind, rest: Partial<Field> = {}): Field => ({
  name,
  kind,
  label: copy.filter.fields[name],
  hasValues: false,
  inTotals: false,
  ...rest,
});
const everywhere = { hasValues: true, inTotals: true };

/** The same fields as the server reads; `FilterParser` is the other half of this list. */
export const FIELDS: readonly Field[] = [
  field('status', 'status', { ...everywhere, values: ['failed', 'aborted'] }),
  field('method', 'method', everywhere),
  field('path', 'text', everywhere),
  field('endpoint', 'text', everywhere),
  field('consumer', 'text', everywhere),
  field('consumer.group', 'text', everywhere),
  field('key', 'text'),
  field('refusal', 'text'),
  field('duration', 'number', { units: DURATIONS }),
  field('req.size', 'number', { units: SIZES }),
  field('res.size', 'number', { units: SIZES }),
  field('has', 'has', { values: ['error', 'logs', 'trace', 'body'] }),
  field('error', 'text'),
  field('error.text', 'text'),
  field('log', 'text'),
  field('header', 'text', { key: 'required' }),
  field('req.header', 'text', { key: 'required' }),
  field('res.header', 'text', { key: 'required' }),
  field('body', 'text', { key: 'optional' }),
  field('req.body', 'text', { key: 'optional' }),
  field('res.body', 'text', { key: 'optional' }),
  field('attr', 'text', { key: 'required' }),
  field('query', 'text'),
  field('host', 'text'),
  field('ip', 'text'),
  field('version', 'text'),
  field('instance', 'text'),
  field('trace', 'text'),
  field('id', 'text'),
];

/** A field by its name as written, with the key after its dot if it takes one. */
export function fieldOf(name: string): { field: Field; key: string } | undefined {
  const lower = name.toLowerCase();
  const exact = FIELDS.find((candidate) => candidate.name === lower);
  if (exact) return { field: exact, key: '' };
  const keyed = FIELDS.find((candidate) => candidate.key && lower.startsWith(`${candidate.name}.`));
  const key = keyed ? name.slice(keyed.name.length + 1) : '';
  return keyed && key ? { field: keyed, key } : undefined;
}

export const fieldNamed = (name: string): Field | undefined => fieldOf(name)?.field;

/** Whether a name of a header, attribute or place in a body can be written after the dot. */
export const isKey = (key: string): boolean => /^[\p{L}\p{N}._[\]*$@-]{1,200}$/u.test(key);
