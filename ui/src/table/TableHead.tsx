import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconDownload, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '../components/Button';
import { copy } from '../copy';
import { downloadCsv } from '../lib/csv';
import { exact } from '../lib/format';
import { useView } from '../state/useView';
import { ColumnChooser } from './ColumnChooser';
import type { Column } from './columns';
import c from './table.module.css';

type Props<T> = {
  title: ReactNode;
  /** For the search label and file names, in lower case. */
  what: string;
  count?: number;
  columns: Column<T>[];
  rows: T[];
  searchable?: boolean;
  children?: ReactNode;
};

/** Above a table: title and count, search, columns, CSV of what is shown. */
export function TableHead<T>({ title, what, count, columns, rows, searchable, children }: Props<T>) {
  const { app, search, set } = useView();
  const save = () =>
    downloadCsv(`${app}-${what.replaceAll(' ', '-')}`, [
      columns.map((column) => column.header),
      ...rows.map((row) => columns.map((column) => column.value(row))),
    ]);
  return (
    <div className={c.tool}>
      <h2>
        {title}
        {count !== undefined && <small className="num">{exact(count)}</small>}
      </h2>
      {children}
      {searchable && (
        <label className={c.search}>
          <IconSearch size={14} aria-hidden />
          <input
            type="search"
            value={search.find ?? ''}
            placeholder={copy.table.search(what)}
            aria-label={copy.table.search(what)}
            onChange={(event) => set({ find: event.target.value || undefined }, { replace: true })}
          />
        </label>
      )}
      <Popover position="bottom-end" shadow="md" trapFocus>
        <Popover.Target>
          <IconButton label={copy.table.columns}>
            <IconAdjustmentsHorizontal size={14} />
          </IconButton>
        </Popover.Target>
        <Popover.Dropdown>
          <ColumnChooser columns={columns} />
        </Popover.Dropdown>
      </Popover>
      <IconButton label={copy.table.csv} onClick={save}>
        <IconDownload size={14} />
      </IconButton>
    </div>
  );
}
