import type { ReactNode } from 'react';
import { Panel } from '../components/Panel';
import { Loadable, type QueryState } from '../states/Loadable';
import { Message } from '../states/Message';
import type { Column } from './columns';
import { DataTable } from './DataTable';

type Props<T> = {
  label: string;
  /** In the sentence when it fails to load; the label in lower case without it. */
  what?: string;
  query: QueryState<{ items: T[] }>;
  columns: Column<T>[];
  rowKey: (row: T) => string;
  /** Stands in place of no rows; without one the table stays, with its head. */
  none?: ReactNode;
  order?: { id: string; dir: 'asc' | 'desc' };
  height?: number;
};

/** A short list that the server sends whole: loading, failed, empty or a table. */
export const ListTable = <T,>({ label, what, query, columns, rowKey, none, order, height }: Props<T>) => (
  <Loadable query={query} what={what ?? label.toLowerCase()} {...(height && { height })}>
    {({ items }) =>
      items.length === 0 && none ? (
        typeof none === 'string' ? (
          <Message title={none} />
        ) : (
          none
        )
      ) : (
        <DataTable
          {...{ label, columns, rowKey, rows: items }}
          {...(order ? { order } : { serverSorted: true })}
        />
      )
    }
  </Loadable>
);

/** The same as a panel of its own. */
export const ListPanel = <T,>(props: Props<T>) => (
  <Panel label={props.label}>
    <ListTable {...props} />
  </Panel>
);
