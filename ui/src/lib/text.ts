/**
 * Captured data is hostile. These characters reorder, hide or imitate text: controls, zero-width characters,
 * bidirectional overrides and isolates, line separators, the byte-order mark and tags.
 */
const HIDDEN =
  // eslint-disable-next-line no-control-regex, security/detect-unsafe-regex -- one character class, no repetition
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

const escaped = (character: string): string =>
  `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`;

/** Captured text made safe to show in one line: what could deceive the eye is written as an escape. */
export const shown = (text: string): string => text.replace(HIDDEN, escaped).replace(/[\t\n]/g, ' ');

/** The same for preformatted text: line breaks and tabs stay. */
export const shownLines = (text: string): string => text.replace(/\r\n?/g, '\n').replace(HIDDEN, escaped);
