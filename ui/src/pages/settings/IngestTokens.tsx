import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useIngestTokens } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/values';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { useMay } from '../../state/useMay';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { IngestTokenForm } from './IngestTokenForm';
import c from './settings.module.css';
import { useChange } from './useChange';

type Token = Schema<'IngestKey'>;
const t = copy.settings.ingestTokens;
const section = copy.settings.sections['ingest-tokens'];

/** Secrets with which SDKs of the native protocol report to one app. */
export default function IngestTokens({ app }: { app: string }) {
  const query = useIngestTokens(app);
  const zone = useZone();
  const mayChange = useMay('admin');
  const [open, setOpen] = useState<'new' | Token | null>(null);
  const close = () => setOpen(null);
  const revoke = useChange(
    (id: string) => answer(client.DELETE('/apps/{app}/ingest-keys/{id}', { params: { path: { app, id } } })),
    { refresh: [['app', app, 'ingest-tokens']], said: null, onDone: close },
  );
  const columns: Column<Token>[] = [
    { id: 'name', header: t.name, value: (r) => r.name, cell: (r) => shown(r.name) },
    {
      id: 'prefix',
      header: t.prefix,
      fact: true,
      value: (r) => r.prefix,
      cell: (r) => <span className="mono">{r.prefix}…</span>,
    },
    {
      id: 'created',
      header: t.created,
      end: true,
      value: (r) => r.createdAt,
      cell: (r) => <Time at={r.createdAt} zone={zone} />,
    },
    {
      id: 'lastUsed',
      header: t.lastUsed,
      end: true,
      fact: true,
      value: (r) => r.lastUsedAt,
      cell: (r) => <Time at={r.lastUsedAt} zone={zone} />,
    },
    {
      id: 'actions',
      header: '',
      end: true,
      fact: true,
      value: () => null,
      cell: (r) => (
        <Button kind="danger" disabled={!mayChange} onClick={() => setOpen(r)}>
          {t.revoke}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div className={c.bar}>
        <p className={c.text} style={{ margin: 0 }}>
          {t.text}
        </p>
        <Button kind="primary" disabled={!mayChange} onClick={() => setOpen('new')}>
          <IconPlus size={14} aria-hidden />
          {t.create}
        </Button>
      </div>
      <Panel label={section}>
        <Loadable query={query} what={section.toLowerCase()}>
          {({ items }) =>
            items.length === 0 ? (
              <Message title={t.none} />
            ) : (
              <DataTable
                label={section}
                columns={columns}
                rows={items}
                rowKey={(row) => row.id}
                serverSorted
              />
            )
          }
        </Loadable>
      </Panel>
      {open === 'new' && <IngestTokenForm app={app} onClose={close} />}
      {open !== null && open !== 'new' && (
        <Confirm
          title={t.revoke}
          text={t.revokeText(shown(open.name))}
          action={t.revoke}
          change={revoke}
          onConfirm={() => revoke.mutate(open.id)}
          onClose={close}
        />
      )}
    </>
  );
}
