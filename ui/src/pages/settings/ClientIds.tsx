import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useClientIds } from '../../api/workspace';
import { Button } from '../../components/Button';
import { CopyButton } from '../../components/Code';
import { Confirm } from '../../components/Confirm';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/values';
import { copy } from '../../copy';
import { useMay } from '../../state/useMay';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import c from './settings.module.css';
import { useChange } from './useChange';

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
    {
      id: 'created',
      header: t.created,
      end: true,
      fact: true,
      value: (row) => row.createdAt,
      cell: (row) => <Time at={row.createdAt} zone={zone} />,
    },
    {
      id: 'lastUsed',
      header: t.lastUsed,
      end: true,
      fact: true,
      value: (row) => row.lastUsedAt,
      cell: (row) => <Time at={row.lastUsedAt} zone={zone} />,
    },
    {
      id: 'actions',
      header: '',
      end: true,
      fact: true,
      value: () => null,
      cell: (row) => (
        <Button kind="danger" disabled={!mayChange || count < MAX_LIVE} onClick={() => setRevoking(row.id)}>
          {t.revoke}
        </Button>
      ),
    },
  ];
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Panel label={copy.settings.sections['client-ids']}>
        <Loadable query={query} what={copy.settings.sections['client-ids'].toLowerCase()}>
          {({ items }) => (
            <DataTable
              label={copy.settings.sections['client-ids']}
              columns={columns}
              rows={items}
              rowKey={(row) => row.id}
              serverSorted
            />
          )}
        </Loadable>
      </Panel>
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
