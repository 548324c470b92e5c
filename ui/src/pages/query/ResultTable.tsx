import { copyQuery as t } from '../../copy/query';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import type { Result } from './api';
import c from './query.module.css';

type Value = Result['rows'][number][number];
type Row = { at: number; values: Value[] };

const isNumber = (type: string) => /INT|DOUBLE|FLOAT|DECIMAL/.test(type) && !type.endsWith('[]');

const textOf = (value: Value | undefined) =>
  value == null ? t.null : typeof value === 'string' ? shown(value) : String(value);

const columnsOf = (result: Result): Column<Row>[] =>
  result.columns.map((column, i) => ({
    id: `c${i}`,
    header: shown(column.name),
    end: isNumber(column.type),
    fact: i < 4,
    value: (row) => {
      const value = row.values[i];
      return typeof value === 'boolean' ? String(value) : value;
    },
    cell: (row) => <span data-null={row.values[i] == null || undefined}>{textOf(row.values[i])}</span>,
  }));

export function ResultTable({ result }: { result: Result }) {
  if (result.rows.length === 0) return <Message title={t.none} text={t.noneText} />;
  const rows = result.rows.map((values, at) => ({ at, values }));
  return (
    <div className={c.result}>
      <DataTable
        label={t.result}
        columns={columnsOf(result)}
        rows={rows}
        rowKey={(row) => String(row.at)}
        serverSorted
      />
      <p className={c.hint} role="status">
        {t.rows(exact(rows.length))}
        {result.cut && <b> {t.cut}</b>}
      </p>
    </div>
  );
}
