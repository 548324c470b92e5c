/** Columns that readers add: `req.header.x-tenant`, `res.body.order.id`, `attr.plan`; in the address as `cols`. */

export const MAX_COLUMNS = 4;
const FIELD = /^((req|res)\.(header|body)|attr)\.[^,]+$/;

export const isColumn = (text: string): boolean => FIELD.test(text) && text.length <= 90;

export const columnsOf = (cols: string | undefined): string[] =>
  (cols ?? '').split(',').filter(isColumn).slice(0, MAX_COLUMNS);

/** The address with one more column; the same when there is no room. */
export function withColumn(cols: string | undefined, column: string): string | undefined {
  const present = columnsOf(cols);
  if (!isColumn(column) || present.includes(column) || present.length >= MAX_COLUMNS) return cols;
  return [...present, column].join(',');
}

export const withoutColumn = (cols: string | undefined, column: string): string | undefined =>
  columnsOf(cols)
    .filter((each) => each !== column)
    .join(',') || undefined;

/** What stands in the head of a column: its last part. */
export const columnTitle = (column: string): string =>
  column.replace(/^((req|res)\.(header|body)|attr)\./, '');
