import type { Schema } from '../../api/client';
import { type ErrorTab, useErrors } from '../../api/ranged';
import { AppLink } from '../../components/AppLink';
import { Panel } from '../../components/Panel';
import { CountBar, Flag, Method, None, Path, Status, Time } from '../../components/values';
import { copy } from '../../copy';
import { exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { type Column, matching } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import table from '../../table/table.module.css';
import { TableHead } from '../../table/TableHead';
import { moreOf } from '../../table/kinds';

type Group = Schema<'ErrorGroup'>;
const t = copy.pages.errors;

function columnsOf(rows: Group[], zone: string): Column<Group>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.count), 0);
  const number = { end: true, sortable: true } as const;
  return [
    {
      id: 'title',
      header: t.group,
      sortable: true,
      value: (g) => g.title,
      cell: (g) => (
        <span className={table.primary}>
          {g.status !== null && <Status code={g.status} />}
          <AppLink page="errors" id={g.id} className={table.rowLink} data-row-link title={shown(g.message)}>
            {shown(g.title)}
          </AppLink>
          {g.state === 'new' && <Flag text={t.states.new} tone="bad" />}
        </span>
      ),
    },
    {
      id: 'endpoint',
      header: t.endpoint,
      sortable: true,
      fact: true,
      value: (g) => `${g.method} ${g.route}`,
      cell: (g) =>
        g.route ? (
          <>
            <Method method={g.method} /> <Path route={g.route} />
          </>
        ) : (
          <None />
        ),
    },
    {
      ...number,
      id: 'count',
      header: t.count,
      fact: true,
      value: (g) => g.count,
      cell: (g) => <CountBar value={g.count} max={most} />,
    },
    { ...number, id: 'share', header: t.share, value: (g) => g.share, cell: (g) => percent(g.share) },
    {
      ...number,
      id: 'consumers',
      header: t.consumers,
      value: (g) => g.consumers,
      cell: (g) => (g.consumers ? exact(g.consumers) : <None />),
    },
    {
      ...number,
      id: 'firstSeen',
      header: t.firstSeen,
      value: (g) => g.firstSeen,
      cell: (g) => <Time at={g.firstSeen} zone={zone} />,
    },
    {
      ...number,
      id: 'lastSeen',
      header: t.lastSeen,
      fact: true,
      value: (g) => g.lastSeen,
      cell: (g) => <Time at={g.lastSeen} zone={zone} />,
    },
  ];
}

/** Error groups of one nature; with a filter, those of one endpoint or consumer. */
export function ErrorTable({ tab, filter }: { tab: ErrorTab; filter?: string }) {
  const { search, zone } = useView();
  const query = useErrors(tab, filter ? { filter } : {});
  const kind = tab === 'all' ? 'server' : tab;
  return (
    <Panel label={t.title}>
      <Loadable query={query} what={t.title.toLowerCase()} height={320}>
        {({ pages }) => {
          const all = pages.flatMap((page) => page.items);
          if (all.length === 0) {
            return <Message title={tab === 'all' ? copy.chart.none : t.none[kind]} text={t.what[kind]} />;
          }
          const rows = matching(
            all,
            search.find ?? '',
            (g) => `${g.title} ${g.message} ${g.method} ${g.route}`,
          );
          const columns = columnsOf(all, zone);
          return (
            <>
              <TableHead
                title={tab === 'all' ? t.title : t.tabs[kind]}
                what={t.title.toLowerCase()}
                count={rows.length}
                columns={columns}
                rows={rows}
                searchable
              />
              {rows.length === 0 ? (
                <Message title={copy.table.noMatch(search.find ?? '')} />
              ) : (
                <DataTable
                  label={t.title}
                  columns={columns}
                  rows={rows}
                  rowKey={(row) => row.id}
                  order={{ id: 'count', dir: 'desc' }}
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
