import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schema } from '../../api/client';
import { useGroups } from '../../api/ranged';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { CountBar, None } from '../../components/values';
import { copy } from '../../copy';
import { bytes, duration, exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { type Column, matching } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import table from '../../table/table.module.css';
import { TableHead } from '../../table/TableHead';
import { GroupForm } from './GroupForm';

type Group = Schema<'Group'>;
const t = copy.pages.consumers;
const number = { end: true, sortable: true } as const;

function columnsOf(rows: Group[]): Column<Group>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.requests), 0);
  return [
    {
      id: 'name',
      header: t.group,
      sortable: true,
      value: (g) => g.name,
      cell: (g) => (
        <AppLink page="groups" id={g.name} className={table.rowLink} data-row-link>
          {shown(g.name)}
        </AppLink>
      ),
    },
    {
      ...number,
      id: 'members',
      header: t.members,
      fact: true,
      value: (g) => g.members,
      cell: (g) => exact(g.members),
    },
    { ...number, id: 'active', header: t.active, value: (g) => g.active, cell: (g) => exact(g.active) },
    {
      ...number,
      id: 'requests',
      header: t.requests,
      fact: true,
      value: (g) => g.requests,
      cell: (g) => <CountBar value={g.requests} max={most} />,
    },
    {
      ...number,
      id: 'errorRate',
      header: t.errorRate,
      fact: true,
      value: (g) => (g.requests ? g.errors / g.requests : null),
      cell: (g) => (g.errors ? percent(g.errors / g.requests) : <None />),
    },
    { ...number, id: 'p95', header: t.p95, value: (g) => g.p95Ms, cell: (g) => duration(g.p95Ms) },
    { ...number, id: 'bytes', header: t.bytes, value: (g) => g.bytes, cell: (g) => bytes(g.bytes) },
  ];
}

export function GroupTable() {
  const { search } = useView();
  const query = useGroups();
  const [creating, setCreating] = useState(false);
  const create = useMay('editor') && (
    <Button onClick={() => setCreating(true)}>
      <IconPlus size={14} aria-hidden />
      {t.newGroup}
    </Button>
  );
  return (
    <Panel label={t.tabs.groups}>
      <Loadable query={query} what={t.tabs.groups.toLowerCase()} height={260}>
        {({ items }) => {
          if (items.length === 0) return <Message title={t.noGroups}>{create}</Message>;
          const columns = columnsOf(items);
          const rows = matching(items, search.find ?? '', (g) => g.name);
          return (
            <>
              <TableHead
                title={t.tabs.groups}
                what={t.tabs.groups.toLowerCase()}
                count={rows.length}
                columns={columns}
                rows={rows}
                searchable
              >
                {create}
              </TableHead>
              <DataTable
                label={t.tabs.groups}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.name}
                order={{ id: 'requests', dir: 'desc' }}
              />
            </>
          );
        }}
      </Loadable>
      {creating && <GroupForm onClose={() => setCreating(false)} />}
    </Panel>
  );
}
