import type { ReactNode } from 'react';
import type { Schema } from '../../api/client';
import { Method, Path } from '../../components/values';
import { copyStatements as t } from '../../copy/statements';
import { bytes, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import table from '../../table/table.module.css';
import { useFits } from '../../table/useFits';
import type { Counts, Line } from './api';
import c from './statements.module.css';

type Named = Pick<Line, 'key' | 'method' | 'route'>;

const nameOf = (line: Named) => `${line.key.id} ${line.method} ${line.route}`;

const KeyName = ({ line }: { line: Named }) =>
  line.key.id ? (
    <span title={line.key.id}>{shown(line.key.name || line.key.id)}</span>
  ) : (
    <span>{t.unknownKey}</span>
  );

const Endpoint = ({ line }: { line: Named }) =>
  line.route ? (
    <span>
      {line.method && <Method method={line.method} />} <Path route={line.route} />
    </span>
  ) : (
    <span>{t.noEndpoint}</span>
  );

type Figure<T> = { header: string; value: (row: T) => ReactNode; fact?: boolean };

type Props<T extends Named> = {
  label: string;
  rows: T[];
  figures: Figure<T>[];
  total?: ReactNode[];
};

/** All rows are in the page, so that all are printed. */
function Table<T extends Named>({ label, rows, figures, total }: Props<T>) {
  const [box, fits] = useFits();
  return (
    // Scrolls sideways on narrow screens, so it takes focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={table.scroll} ref={box} data-fits={fits} tabIndex={0} role="group" aria-label={label}>
      <table className={`${table.table} ${c.lines}`}>
        <thead>
          <tr>
            <th scope="col">{t.endpoint}</th>
            <th scope="col">{t.key}</th>
            {figures.map(({ header }) => (
              <th key={header} scope="col" data-end>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {rows.map((row) => (
            <tr key={nameOf(row)}>
              <td>
                <Endpoint line={row} />
              </td>
              <td data-label={t.key} data-fact>
                <KeyName line={row} />
              </td>
              {figures.map(({ header, value, fact }) => (
                <td key={header} data-end data-label={header} data-fact={fact || undefined}>
                  {value(row)}
                </td>
              ))}
            </tr>
          ))}
          {total && (
            <tr className={c.total}>
              <td>{t.total}</td>
              <td />
              {total.map((value, i) => (
                <td
                  key={figures[i]?.header}
                  data-end
                  data-label={figures[i]?.header}
                  data-fact={figures[i]?.fact || undefined}
                >
                  {value}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

const signed = (size: number) => (size < 0 ? `−${bytes(-size)}` : bytes(size));

const COUNTS: { header: string; of: (counts: Counts) => string; fact?: boolean }[] = [
  { header: t.calls, of: (n) => exact(n.calls), fact: true },
  { header: t.billable, of: (n) => exact(n.billable), fact: true },
  { header: t.refused, of: (n) => exact(n.refused) },
  { header: t.rateLimited, of: (n) => exact(n.rateLimited) },
  { header: t.serverErrors, of: (n) => exact(n.serverErrors) },
  { header: t.data, of: (n) => signed(n.responseBytes) },
];

export const LinesTable = ({ label, lines, total }: { label: string; lines: Line[]; total: Counts }) => (
  <Table
    label={label}
    rows={[...lines].sort((a, b) => b.counts.billable - a.counts.billable)}
    figures={COUNTS.map(({ of, ...rest }) => ({ ...rest, value: (line: Line) => of(line.counts) }))}
    total={COUNTS.map(({ of }) => of(total))}
  />
);

type Difference = Schema<'RecomputedStatement'>['differences'][number];

/** Lines that are stated otherwise than they are counted. */
export const DifferencesTable = ({ rows }: { rows: Difference[] }) => (
  <Table
    label={t.differs}
    rows={rows}
    figures={[
      { header: `${t.stated}: ${t.calls}`, value: (row) => exact(row.stated.calls) },
      { header: `${t.ledger}: ${t.calls}`, value: (row) => exact(row.ledger.calls) },
      { header: `${t.stated}: ${t.billable}`, value: (row) => exact(row.stated.billable), fact: true },
      { header: `${t.ledger}: ${t.billable}`, value: (row) => exact(row.ledger.billable), fact: true },
    ]}
  />
);
