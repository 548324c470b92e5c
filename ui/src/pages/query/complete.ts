import type { Schema } from '../../api/client';

export type DataView = Schema<'QueryViews'>['items'][number];

const WORDS =
  'SELECT FROM WHERE GROUP BY ORDER LIMIT JOIN LEFT USING HAVING DISTINCT FILTER COUNT SUM AVG MIN MAX ROUND COALESCE DATE_TRUNC QUANTILE_CONT INTERVAL BETWEEN CASE WHEN THEN ELSE END DESC NULL WITH'.split(
    ' ',
  );
const MOST = 8;

/** The word that ends at the caret, if it is one that can be completed. */
export function wordAt(text: string, caret: number): string {
  const word = /[A-Za-z_][A-Za-z_0-9]*$/.exec(text.slice(0, caret))?.[0] ?? '';
  // Within a word nothing is completed, nor within a text.
  const inside = /[A-Za-z_0-9]/.test(text[caret] ?? '');
  const quoted = (text.slice(0, caret).match(/'/g)?.length ?? 0) % 2 === 1;
  return inside || quoted ? '' : word;
}

/** What a word may become: views, then columns of the views that the text names, then words of SQL. */
export function completions(views: readonly DataView[], text: string, caret: number): string[] {
  const word = wordAt(text, caret).toLowerCase();
  if (word.length < 2) return [];
  const named = views.filter((view) => text.includes(view.name));
  const columns = (named.length ? named : views).flatMap((view) => view.columns.map((column) => column.name));
  const all = [...views.map((view) => view.name), ...new Set(columns), ...WORDS];
  return all.filter((one) => one.toLowerCase().startsWith(word) && one.toLowerCase() !== word).slice(0, MOST);
}

/** The text with the word at the caret replaced, and where the caret is then. */
export function completed(text: string, caret: number, choice: string): { text: string; caret: number } {
  const start = caret - wordAt(text, caret).length;
  return { text: text.slice(0, start) + choice + text.slice(caret), caret: start + choice.length };
}
