import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useIngestTokens } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { AddButton } from '../../components/DialogButton';
import { copy } from '../../copy';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useZone } from '../../state/useView';
import type { Column } from '../../table/columns';
import { actionsColumn, prefixColumn, timeColumn } from '../../table/kinds';
import { ListPanel } from '../../table/ListTable';
import { IngestTokenForm } from './IngestTokenForm';
import { SectionBar } from './SectionBar';

type Token = Schema<'IngestKey'>;
const t = copy.settings.ingestTokens;
const section = copy.settings.sections['ingest-tokens'];

/** Secrets with which SDKs of the native protocol report to one app. */
export default function IngestTokens({ app }: { app: string }) {
  const query = useIngestTokens(app);
  const zone = useZone();
  const mayChange = useMay('admin');
  const [open, setOpen] = useState<Token | null>(null);
  const close = () => setOpen(null);
  const revoke = useChange(
    (id: string) => answer(client.DELETE('/apps/{app}/ingest-keys/{id}', { params: { path: { app, id } } })),
    { refresh: [['app', app, 'ingest-tokens']], said: null, onDone: close },
  );
  const columns: Column<Token>[] = [
    { id: 'name', header: t.name, value: (r) => r.name, cell: (r) => shown(r.name) },
    prefixColumn(t.prefix, (row) => row.prefix),
    timeColumn({
      id: 'created',
      header: t.created,
      at: (row) => row.createdAt,
      zone,
    }),
    timeColumn({
      id: 'lastUsed',
      header: t.lastUsed,
      fact: true,
      at: (row) => row.lastUsedAt,
      zone,
    }),
    actionsColumn((r) => (
      <Button kind="danger" disabled={!mayChange} onClick={() => setOpen(r)}>
        {t.revoke}
      </Button>
    )),
  ];
  return (
    <>
      <SectionBar text={t.text}>
        <AddButton label={t.create} disabled={!mayChange}>
          {(close) => <IngestTokenForm app={app} onClose={close} />}
        </AddButton>
      </SectionBar>
      <ListPanel label={section} query={query} columns={columns} rowKey={(row) => row.id} none={t.none} />
      {open && (
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
