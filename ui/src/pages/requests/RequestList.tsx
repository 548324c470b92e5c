import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RequestRow as Row } from '../../api/requests';
import { copyRequests } from '../../copy/requests';
import { add } from '../../filter/parse';
import { shown } from '../../lib/text';
import { DAY } from '../../lib/time';
import { useView } from '../../state/useView';
import { columnsOf, columnTitle } from './columns';
import { openKey } from './open';
import { RequestRow } from './RequestRow';
import c from './requests.module.css';
import { ROW_PIXELS, useRows } from './useRows';
import { useListKeys } from './useListKeys';

const t = copyRequests;
const LOAD_AHEAD = 60;

type Props = {
  rows: Row[];
  box: HTMLElement | null;
  setBox: (box: HTMLElement | null) => void;
  more: { has: boolean; busy: boolean; load: () => void };
  onScroll: () => void;
  /** Below the last row. */
  foot: ReactNode;
};

/** Requests, newest first: only the rows on screen are drawn, older ones load as the reader comes near. */
export function RequestList({ rows, box, setBox, more, onScroll, foot }: Props) {
  const { app, search, set, filter, zone, windowNow } = useView();
  const { first, last, follow, reveal } = useRows(box, rows.length);
  const [cursor, setCursor] = useState(-1);
  const openIndex = search.open ? rows.findIndex((row) => openKey(row) === search.open) : -1;
  const active = search.open ? openIndex : cursor;
  const range = windowNow();
  const withDay = range.to - range.from > DAY * 1.01;
  const { load } = more;
  const wanted = more.has && !more.busy && last + LOAD_AHEAD >= rows.length;

  useEffect(() => {
    if (wanted) load();
  }, [wanted, load]);

  const latest = useRef(filter);
  useEffect(() => {
    latest.current = filter;
  }, [filter]);
  const onFilter = useCallback(
    (field: string, value: string, exclude: boolean) =>
      set({ q: add(latest.current, field, value, exclude) }),
    [set],
  );
  const columns = useMemo(() => columnsOf(search.cols), [search.cols]);
  useListKeys({ rows, active, box, reveal, setCursor });

  return (
    <div
      className={c.scroll}
      ref={setBox}
      role="grid"
      aria-label={t.list}
      aria-rowcount={more.has ? -1 : rows.length + 1}
      tabIndex={0}
      onScroll={() => {
        follow();
        onScroll();
      }}
    >
      <div className={c.head} role="row" aria-rowindex={1}>
        <span role="columnheader">{t.time}</span>
        <span role="columnheader">{t.status}</span>
        <span role="columnheader">{t.request}</span>
        <span role="columnheader">{t.consumer}</span>
        <span role="columnheader">
          <span className="sr">{t.marks}</span>
        </span>
        <span role="columnheader" data-end>
          {t.size}
        </span>
        <span role="columnheader" data-end>
          {t.duration}
        </span>
        {columns.map((column) => (
          <span role="columnheader" key={column} title={shown(column)} className={c.extra}>
            {shown(columnTitle(column))}
          </span>
        ))}
      </div>
      <div
        className={c.rows}
        role="rowgroup"
        style={{ height: rows.length * ROW_PIXELS }}
        data-day={withDay || undefined}
      >
        {rows.slice(first, last).map((row, i) => (
          <RequestRow
            key={row.id}
            row={row}
            index={first + i}
            active={first + i === active}
            top={(first + i) * ROW_PIXELS}
            zone={zone}
            withDay={withDay}
            onFilter={onFilter}
            columns={columns}
            app={app}
          />
        ))}
      </div>
      {foot && (
        <div className={c.foot} role="row">
          <div role="gridcell">{foot}</div>
        </div>
      )}
    </div>
  );
}
