import { AppLink } from '../../components/AppLink';
import { AddButton, DialogButton } from '../../components/DialogButton';
import { Flag } from '../../components/values';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { timeColumn } from '../../table/kinds';
import { ListPanel } from '../../table/ListTable';
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
  timeColumn({
    id: 'changed',
    header: t.changed,
    fact: true,
    at: (row) => row.changedAt,
    zone,
  }),
];

/** What the public is told. */
export default function StatusPages() {
  const { app, zone } = useView();
  const query = useStatusPages(app);
  const mayChange = useMay('editor');
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} obeys={[]}>
        <AddButton label={t.add} disabled={!mayChange}>
          {(close) => <PageForm onClose={close} />}
        </AddButton>
      </PageHeader>
      <ListPanel
        label={t.title}
        what={t.what}
        query={query}
        columns={columnsOf(zone)}
        rowKey={(row) => row.id}
        order={{ id: 'title', dir: 'asc' }}
        height={240}
        none={
          <Message title={t.none} text={t.noneText}>
            {mayChange && (
              <DialogButton label={t.add}>{(close) => <PageForm onClose={close} />}</DialogButton>
            )}
          </Message>
        }
      />
    </div>
  );
}
