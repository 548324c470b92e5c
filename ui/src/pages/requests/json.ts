/** A JSON document as nodes with paths, for the tree. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Step = string | number;

export function parseJson(text: string): Json | undefined {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export const isBranch = (value: Json): value is Json[] | { [name: string]: Json } =>
  typeof value === 'object' && value !== null;

export const entriesOf = (value: Json[] | { [name: string]: Json }): [Step, Json][] =>
  Array.isArray(value) ? value.map((item, i) => [i, item]) : Object.entries(value);

const PLAIN = /^[A-Za-z_$][\w$]*$/;

/** `$.items[0].sku`; names that are no plain words stand in brackets. */
export const pathText = (path: Step[]): string =>
  `$${path
    .map((step) =>
      typeof step === 'number' ? `[${step}]` : PLAIN.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`,
    )
    .join('')}`;

/** The key after `body.` in a filter; undefined when the path cannot be written there. */
export function filterKey(path: Step[]): string | undefined {
  const key = path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step}`))
    .join('');
  return path.every((step) => typeof step === 'number' || /^[\p{L}\p{N}_-]+$/u.test(step)) && key !== ''
    ? key
    : undefined;
}

const leaf = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Paths of all nodes whose name or value contains the text, and of what they lie in. */
export function found(value: Json, text: string): { hits: ReadonlySet<string>; open: ReadonlySet<string> } {
  const hits = new Set<string>();
  const open = new Set<string>();
  const wanted = text.toLowerCase();
  const walk = (node: Json, path: Step[]): boolean => {
    const name = path.at(-1);
    const isHit =
      (typeof name === 'string' && name.toLowerCase().includes(wanted)) ||
      (!isBranch(node) && leaf(node).toLowerCase().includes(wanted));
    if (isHit) hits.add(pathText(path));
    const within =
      isBranch(node) &&
      entriesOf(node)
        .map(([step, child]) => walk(child, [...path, step]))
        .some(Boolean);
    if (within) open.add(pathText(path));
    return isHit || within;
  };
  if (wanted !== '') walk(value, []);
  return { hits, open };
}

export const copyText = (value: Json): string =>
  isBranch(value) ? JSON.stringify(value, null, 2) : leaf(value);
