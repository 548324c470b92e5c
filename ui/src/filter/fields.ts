import { copy } from '../copy';

export type FieldKind = 'text' | 'status' | 'method' | 'number';
export type Field = {
  name: string;
  kind: FieldKind;
  label: string;
  /** Numbers are written with these units; the value is what one unit is worth in the base unit. */
  units?: Record<string, number>;
  /** The server can list values of this field with their counts. */
  hasValues: boolean;
};

const field = (name: keyof typeof copy.filter.fields, kind: FieldKind, rest: Partial<Field> = {}): Field => ({
  name,
  kind,
  label: copy.filter.fields[name],
  hasValues: kind === 'text' || kind === 'status' || kind === 'method',
  ...rest,
});

export const FIELDS: readonly Field[] = [
  field('status', 'status'),
  field('method', 'method'),
  field('path', 'text'),
  field('endpoint', 'text'),
  field('consumer', 'text'),
  field('consumer.group', 'text'),
];

export const fieldNamed = (name: string): Field | undefined =>
  FIELDS.find((candidate) => candidate.name === name.toLowerCase());
