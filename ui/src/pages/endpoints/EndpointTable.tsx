import type { ReactNode } from 'react';
import { type EndpointOrder, type EndpointState, useEndpoints } from '../../api/ranged';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { matching } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { TableHead } from '../../table/TableHead';
import { moreOf } from '../../table/kinds';
import { endpointColumns, endpointFilter } from './columns';

const SORTS: readonly EndpointOrder['sort'][] = [
  'requests',
  'change',
  'clientErrors',
  'serverErrors',
  'p50',
  'p95',
  'p99',
  'time',
  'responseBytes',
  'consumers',
  'endpoint',
  'firstSeen',
  'lastSeen',
];

type Props = {
  /** Ids of the columns shown at first, in order; the others can be chosen. */
  columns: string[];
  sort?: EndpointOrder['sort'];
  state?: EndpointState;
  title?: ReactNode;
  filter?: string;
  controls?: ReactNode;
};

/** Endpoints of the current view; sorted by the server, so the order holds over all pages. */
export function EndpointTable({ columns: ids, sort = 'requests', state, title, filter, controls }: Props) {
  const view = useView();
  const order: EndpointOrder = {
    sort: SORTS.find((candidate) => candidate === view.search.sort) ?? sort,
    dir: view.search.dir ?? 'desc',
    ...(state && { state }),
    trend: ids.includes('trend'),
  };
  const query = useEndpoints(order, { ...(filter && { filter }) });
  return (
    <Panel label={copy.pages.endpoints.title}>
      <Loadable query={query} what={copy.pages.endpoints.title.toLowerCase()} height={400}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.items);
          const rows = matching(all, view.search.find ?? '', endpointFilter);
          const byId = endpointColumns(view, all);
          const first = ids.flatMap((id) => byId[id] ?? []);
          const columns = [
            ...first,
            ...Object.values(byId)
              .filter((column) => !ids.includes(column.id))
              .map((column) => ({ ...column, optional: true })),
          ];
          return (
            <>
              <TableHead
                title={title ?? copy.pages.endpoints.title}
                what={copy.pages.endpoints.title.toLowerCase()}
                count={pages[0]?.total ?? rows.length}
                columns={columns}
                rows={rows}
                searchable
              >
                {controls}
              </TableHead>
              {rows.length === 0 ? (
                <Message title={view.search.find ? copy.table.noMatch(view.search.find) : copy.chart.none} />
              ) : (
                <DataTable
                  label={copy.pages.endpoints.title}
                  columns={columns}
                  rows={rows}
                  rowKey={(row) => row.id}
                  order={{ id: sort, dir: 'desc' }}
                  serverSorted
                  more={moreOf(query)}
                />
              )}
            </>
          );
        }}
      </Loadable>
    </Panel>
  );
}
