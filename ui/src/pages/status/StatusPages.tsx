import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { Flag, Time } from '../../components/values';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import table from '../../table/table.module.css';
import { type StatusPage, useStatusPages } from './api';
import { PageForm } from './PageForm';

const columnsOf = (zone: string): Column<StatusPage>[] => [
  {
    id: 'title',
    header: t.page,
    value: (r) => r.title,
    cell: (r) => (
      <span className={table.primary}>
        <AppLink page="status" id={r.id} className={table.rowLink} data-row-link>
          {shown(r.title)}
        </AppLink>
      </span>
    ),
  },
  {
    id: 'state',
    header: t.state,
    fact: true,
    value: (r) => String(r.published),
    cell: (r) =>
      r.published ? <Flag text={t.published} tone="good" /> : <Flag text={t.draft} tone={undefined} />,
  },
  {
    id: 'url',
    header: t.address,
    value: (r) => r.url,
    cell: (r) => <span className="mono">/status/{r.slug}</span>,
  },
  {
    id: 'components',
    header: t.components,
    end: true,
    fact: true,
    value: (r) => r.components.length,
    cell: (r) => r.components.length,
  },
  {
    id: 'changed',
    header: t.changed,
    end: true,
    fact: true,
    value: (r) => r.changedAt,
    cell: (r) => <Time at={r.changedAt} zone={zone} />,
  },
];

/** What the public is told. */
export default function StatusPages() {
  const { app, zone } = useView();
  const query = useStatusPages(app);
  const mayChange = useMay('editor');
  const [creating, setCreating] = useState(false);
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} compares={false} filters={false} ranged={false}>
        <Button kind="primary" disabled={!mayChange} onClick={() => setCreating(true)}>
          <IconPlus size={14} aria-hidden />
          {t.add}
        </Button>
      </PageHeader>
      <Panel label={t.title}>
        <Loadable query={query} what={t.what} height={240}>
          {({ items }) =>
            items.length === 0 ? (
              <Message title={t.none} text={t.noneText}>
                {mayChange && <Button onClick={() => setCreating(true)}>{t.add}</Button>}
              </Message>
            ) : (
              <DataTable
                label={t.title}
                columns={columnsOf(zone)}
                rows={items}
                rowKey={(row) => row.id}
                order={{ id: 'title', dir: 'asc' }}
              />
            )
          }
        </Loadable>
      </Panel>
      {creating && <PageForm onClose={() => setCreating(false)} />}
    </div>
  );
}
