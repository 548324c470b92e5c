/** Cuts a filter text into tokens and values, character by character as the server does. */

export type Piece = { raw: string; start: number; end: number };
export type Value = { plain: string; quoted: boolean; star: boolean };
export type Read = {
  negated: boolean;
  /** The part before the first colon; undefined for a bare word. */
  name: string | undefined;
  values: Value[];
  closed: boolean;
};

/** Splits at white space outside quotes; in quotes a backslash keeps the next character as it is. */
export function split(text: string): Piece[] {
  const parts: Piece[] = [];
  let start = -1;
  let quoted = false;
  for (let i = 0; i <= text.length; i++) {
    const character = text[i];
    const isBreak = character === undefined || (!quoted && /\s/.test(character));
    if (isBreak) {
      if (start >= 0) parts.push({ raw: text.slice(start, i), start, end: i });
      start = -1;
      continue;
    }
    if (start < 0) start = i;
    if (quoted && character === '\\' && i + 1 < text.length) i += 1;
    else if (character === '"') quoted = !quoted;
  }
  return parts;
}

/** Where the name of a field ends; after a dot, names of headers and places in bodies may stand. */
function nameEnd(raw: string, from: number): number {
  let inKey = false;
  let at = from;
  for (; at < raw.length; at++) {
    const character = raw[at] ?? '';
    if (!/[a-zA-Z._]/.test(character) && !(inKey && /[\p{L}\p{N}[\]*$@-]/u.test(character))) break;
    inKey ||= character === '.';
  }
  return at;
}

export function read(raw: string): Read {
  const begin = raw.startsWith('-') ? 1 : 0;
  const colon = nameEnd(raw, begin);
  const named = colon > begin && raw[colon] === ':';
  const { values, closed } = readValues(raw.slice(named ? colon + 1 : begin), named);
  return { negated: begin === 1, name: named ? raw.slice(begin, colon) : undefined, values, closed };
}

/** A bare word is one value; after a colon, commas outside quotes separate them. */
function readValues(text: string, isList: boolean): { values: Value[]; closed: boolean } {
  if (text === '') return { values: [], closed: true };
  const values: Value[] = [];
  let inQuotes = false;
  let value: Value = { plain: '', quoted: false, star: false };
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '"') {
      inQuotes = !inQuotes;
      value.quoted = true;
    } else if (inQuotes && character === '\\' && i + 1 < text.length) {
      i += 1;
      value.plain += text[i] ?? '';
    } else if (!inQuotes && isList && character === ',') {
      values.push(value);
      value = { plain: '', quoted: false, star: false };
    } else {
      value.star ||= !inQuotes && character === '*';
      value.plain += character;
    }
  }
  return { values: [...values, value], closed: !inQuotes };
}
