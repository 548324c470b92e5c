import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useClientIds } from '../../api/workspace';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Code';
import { Confirm } from '../../components/Confirm';
import { copy } from '../../copy';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useZone } from '../../state/useView';
import type { Column } from '../../table/columns';
import { actionsColumn, timeColumn } from '../../table/kinds';
import { ListPanel } from '../../table/ListTable';
import c from './settings.module.css';

type ClientId = Schema<'ClientId'>;
const t = copy.settings.clientIds;
const MAX_LIVE = 2;

export default function ClientIds({ app }: { app: string }) {
  const query = useClientIds(app);
  const zone = useZone();
  const [revoking, setRevoking] = useState<string | null>(null);
  const refresh = [['app', app]];
  const add = useChange(() => answer(client.POST('/apps/{app}/client-ids', { params: { path: { app } } })), {
    refresh,
  });
  const revoke = useChange(
    (id: string) => answer(client.DELETE('/apps/{app}/client-ids/{id}', { params: { path: { app, id } } })),
    { refresh, onDone: () => setRevoking(null) },
  );
  const mayChange = useMay('admin');
  const count = query.data?.items.length ?? 0;
  const columns: Column<ClientId>[] = [
    {
      id: 'id',
      header: t.id,
      value: (row) => row.clientId,
      cell: (row) => (
        <span className={c.row}>
          <span className="mono">{row.clientId}</span>
          <CopyButton text={row.clientId} />
        </span>
      ),
    },
    timeColumn({
      id: 'created',
      header: t.created,
      fact: true,
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
    actionsColumn((row) => (
      <Button kind="danger" disabled={!mayChange || count < MAX_LIVE} onClick={() => setRevoking(row.id)}>
        {t.revoke}
      </Button>
    )),
  ];
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <ListPanel
        label={copy.settings.sections['client-ids']}
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
      />
      <div className={c.danger}>
        <Button disabled={!mayChange || count >= MAX_LIVE || add.isPending} onClick={() => add.mutate()}>
          {t.rotate}
        </Button>
      </div>
      {revoking && (
        <Confirm
          title={t.revoke}
          text={t.revokeText}
          action={t.revoke}
          change={revoke}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}
