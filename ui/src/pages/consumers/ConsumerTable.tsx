import { useDebouncedValue } from '@mantine/hooks';
import type { Schema } from '../../api/client';
import { type ConsumerOrder, useConsumers } from '../../api/ranged';
import { Panel } from '../../components/Panel';
import { Segments } from '../../components/Segments';
import { copy } from '../../copy';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { DataTable } from '../../table/DataTable';
import { TableHead } from '../../table/TableHead';
import { moreOf } from '../../table/kinds';
import { consumerColumns } from './columns';

const t = copy.pages.consumers;
const FLAGS = ['all', 'new', 'silent', 'erroring'] as const;
const SORTS: readonly ConsumerOrder['sort'][] = [
  'requests',
  'errors',
  'errorRate',
  'p95',
  'bytes',
  'endpoints',
  'firstSeen',
  'lastSeen',
  'identifier',
];

/** Consumers of the view, or of one group. Searched and sorted by the server: there may be 50,000. */
export function ConsumerTable({ filter, title }: { filter?: string; title?: string }) {
  const view = useView();
  const flag = FLAGS.find((candidate) => candidate === view.search.flag) ?? 'all';
  const [search] = useDebouncedValue(view.search.find ?? '', 200);
  const query = useConsumers(
    {
      sort: SORTS.find((candidate) => candidate === view.search.sort) ?? 'requests',
      dir: view.search.dir ?? 'desc',
      trend: true,
      ...(flag !== 'all' && { flag }),
      ...(search && { search }),
    },
    filter ? { filter } : {},
  );
  const controls = (
    <Segments
      label={t.flagLabel}
      options={FLAGS.map((key) => ({ key, label: t.shown[key] }))}
      value={flag}
      onChange={(key) => view.set({ flag: key === 'all' ? undefined : key })}
    />
  );
  return (
    <Panel label={title ?? t.title}>
      <Loadable query={query} what={t.title.toLowerCase()} height={400}>
        {({ pages }) => {
          const rows: Schema<'Consumer'>[] = pages.flatMap((page) => page.items);
          const columns = consumerColumns(view, rows);
          return (
            <>
              <TableHead
                title={title ?? t.title}
                what={t.title.toLowerCase()}
                count={pages[0]?.total ?? rows.length}
                columns={columns}
                rows={rows}
                searchable
              >
                {controls}
              </TableHead>
              {rows.length === 0 ? (
                <Message title={search ? copy.table.noMatch(search) : copy.chart.none} />
              ) : (
                <DataTable
                  label={title ?? t.title}
                  columns={columns}
                  rows={rows}
                  rowKey={(row) => row.id}
                  order={{ id: 'requests', dir: 'desc' }}
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
