import { Fragment, type ReactNode, useCallback, useState } from 'react';
import { useSession } from '../api/workspace';
import { Button } from '../components/Button';
import { copy } from '../copy';
import { useView } from '../state/useView';
import { chosen, type Column, sorted } from './columns';
import { ResizeHandle } from './ResizeHandle';
import c from './table.module.css';
import { useFits } from './useFits';
import { useVisibleRows } from './useVisibleRows';
import { readWidths } from './widths';

type Props<T> = {
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T) => string;
  label: string;
  /** Column and direction when the address names none. */
  order?: { id: string; dir: 'asc' | 'desc' };
  /** The rows come sorted; clicking a header only changes the address. */
  serverSorted?: boolean;
  more?: { has: boolean; busy: boolean; load: () => void };
  /** A row that is opened, by its key, and what stands under it. */
  opened?: { key: string; content: ReactNode } | undefined;
};
const ROW_PIXELS = { comfortable: 36, compact: 30 };

/** Rows of one kind: sort and columns in the address, only the visible rows in the page, a list on phones. */
export function DataTable<T>({ columns, rows, rowKey, label, order, serverSorted, more, opened }: Props<T>) {
  const { search } = useView();
  const density = useSession().data?.user.density ?? 'comfortable';
  const sort = search.sort ?? order?.id;
  const descending = (search.dir ?? (search.sort ? 'desc' : (order?.dir ?? 'desc'))) === 'desc';
  const shown = chosen(columns, search.cols);
  const widths = readWidths(search.widths);
  const ordered = serverSorted
    ? rows
    : sorted(
        rows,
        columns.find((column) => column.id === sort),
        descending,
      );
  const [box, fits] = useFits();
  const [top, setTop] = useState(0);
  const at = opened ? ordered.findIndex((row) => rowKey(row) === opened.key) : -1;
  const virtual = useVisibleRows(ordered.length, top, ROW_PIXELS[density], at < 0 ? undefined : at);
  const measure = useCallback((body: HTMLElement | null) => {
    if (body) setTop(body.getBoundingClientRect().top + window.scrollY);
  }, []);
  return (
    <>
      <div
        className={c.scroll}
        ref={box}
        data-fits={fits}
        // Scrolls sideways on narrow screens, so it takes focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        <table className={c.table} aria-rowcount={ordered.length + 1}>
          <thead>
            <tr>
              {shown.map((column) => (
                <Header
                  key={column.id}
                  column={column}
                  active={column.id === sort}
                  descending={descending}
                  width={widths.get(column.id)}
                />
              ))}
            </tr>
          </thead>
          <tbody className="num" ref={measure}>
            {virtual.before > 0 && <Spacer height={virtual.before} span={shown.length} />}
            {ordered.slice(virtual.first, virtual.last).map((row) => (
              <Fragment key={rowKey(row)}>
                <tr data-open={opened?.key === rowKey(row) || undefined}>
                  {shown.map((column) => (
                    <td
                      key={column.id}
                      data-end={column.end || undefined}
                      data-spark={column.spark || undefined}
                      data-fact={column.fact || undefined}
                      data-label={column.header}
                      style={sized(widths.get(column.id))}
                    >
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                {opened?.key === rowKey(row) && (
                  <tr className={c.below}>
                    <td colSpan={shown.length}>{opened.content}</td>
                  </tr>
                )}
              </Fragment>
            ))}
            {virtual.after > 0 && <Spacer height={virtual.after} span={shown.length} />}
          </tbody>
        </table>
      </div>
      {more?.has && (
        <div className={c.more}>
          <Button disabled={more.busy} onClick={more.load}>
            {copy.common.more}
          </Button>
        </div>
      )}
    </>
  );
}

function Header<T>({
  column,
  active,
  descending,
  width,
}: {
  column: Column<T>;
  active: boolean;
  descending: boolean;
  width: number | undefined;
}) {
  const { set } = useView();
  const sort = () => set({ sort: column.id, dir: active && descending ? 'asc' : 'desc' }, { replace: true });
  const content: ReactNode = column.sortable ? (
    <button type="button" onClick={sort}>
      {column.header}
      {active && <span aria-hidden>{descending ? ' ↓' : ' ↑'}</span>}
    </button>
  ) : (
    column.header || <span className="sr">{copy.table.actions}</span>
  );
  return (
    <th
      scope="col"
      data-end={column.end || undefined}
      aria-sort={active ? (descending ? 'descending' : 'ascending') : undefined}
      style={sized(width)}
    >
      {content}
      {column.header && <ResizeHandle id={column.id} header={column.header} />}
    </th>
  );
}

/** Tables lay themselves out by content; all three make them obey. */
const sized = (width: number | undefined) =>
  width === undefined ? undefined : { width, minWidth: width, maxWidth: width };

const Spacer = ({ height, span }: { height: number; span: number }) => (
  <tr aria-hidden>
    <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
  </tr>
);
