import { useState } from 'react';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import type { StatusPage } from './api';
import { ComponentsForm } from './ComponentsForm';
import c from './status.module.css';

type Component = StatusPage['components'][number];

const columns: Column<Component>[] = [
  { id: 'name', header: t.publicName, value: (r) => r.name, cell: (r) => <b>{shown(r.name)}</b> },
  {
    id: 'group',
    header: t.group,
    fact: true,
    value: (r) => r.group,
    cell: (r) => shown(r.group) || copy.common.none,
  },
  {
    id: 'monitor',
    header: t.monitor,
    fact: true,
    value: (r) => r.monitorName,
    cell: (r) => (
      <AppLink page="uptime" id={r.monitorId} className={c.monitor}>
        {shown(r.monitorName)}
      </AppLink>
    ),
  },
  {
    id: 'latency',
    header: t.latency,
    value: (r) => String(r.latency),
    cell: (r) => (r.latency ? '✓' : copy.common.none),
  },
];

/** What of the app the public sees, and under which names. */
export function Components({ page, mayChange }: { page: StatusPage; mayChange: boolean }) {
  const [choosing, setChoosing] = useState(false);
  return (
    <Panel
      label={t.components}
      title={t.components}
      note={
        mayChange && (
          <span className={c.note}>
            <Button onClick={() => setChoosing(true)}>{t.choose}</Button>
          </span>
        )
      }
    >
      {page.components.length === 0 ? (
        <Message title={t.noComponents} text={t.noComponentsText} />
      ) : (
        <DataTable
          label={t.components}
          columns={columns}
          rows={page.components}
          rowKey={(row) => row.id}
          serverSorted
        />
      )}
      {choosing && <ComponentsForm page={page} onClose={() => setChoosing(false)} />}
    </Panel>
  );
}
