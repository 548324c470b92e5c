export type Cell = string | number | null | undefined;

// Spreadsheets run a text cell as a formula when it starts like this (also in full-width forms).
// eslint-disable-next-line no-control-regex
const FORMULA = /^[=+\-@\t\r\n\u0000\uff1d\uff0b\uff0d\uff20]/;

function cell(value: Cell): string {
  if (value == null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180: CRLF line ends, quotes doubled. Numbers stay numbers; text that a spreadsheet would run gets a `'`. */
export const csv = (rows: Cell[][]): string => rows.map((row) => row.map(cell).join(',') + '\r\n').join('');

/** Offers a text or image as a file. The address is revoked once the browser has taken it over. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export const downloadCsv = (name: string, rows: Cell[][]): void =>
  download(`${name}.csv`, new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' }));
