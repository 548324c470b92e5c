import { useState } from 'react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Flag } from '../../components/values';
import { copyAlerts as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { ListTable } from '../../table/ListTable';
import { type Channel, useChannels } from './api';
import c from './alerts.module.css';
import { ChannelForm } from './ChannelForm';

const targetOf = (channel: Channel) =>
  channel.config.to ?? channel.config.topic ?? channel.config.url ?? channel.config.region ?? '';

/** Where people of this workspace are told. */
export function Channels() {
  const query = useChannels();
  const mayChange = useMay('admin');
  const [editing, setEditing] = useState<Channel | null>(null);
  const [removing, setRemoving] = useState<Channel | null>(null);
  const test = useChange(
    (channel: Channel) =>
      answer(client.POST('/channels/{channel}/test', { params: { path: { channel: channel.id } } })),
    { refresh: [], said: null },
  );
  const remove = useChange(
    (channel: Channel) =>
      answer(client.DELETE('/channels/{channel}', { params: { path: { channel: channel.id } } })),
    { refresh: [['channels']], onDone: () => setRemoving(null) },
  );
  const columns: Column<Channel>[] = [
    {
      id: 'name',
      header: t.name,
      value: (r) => r.name,
      cell: (r) => (
        <>
          {shown(r.name)} {!r.enabled && <Flag text={t.off} />}
        </>
      ),
    },
    { id: 'kind', header: t.kind, fact: true, value: (r) => r.kind, cell: (r) => t.kinds[r.kind] },
    {
      id: 'target',
      header: t.target,
      fact: true,
      value: targetOf,
      cell: (r) => <span className="mono">{shown(targetOf(r)) || '•••'}</span>,
    },
    ...(mayChange
      ? [
          {
            id: 'actions',
            header: t.sendTest,
            end: true,
            fact: true,
            value: () => '',
            cell: (r: Channel) => (
              <span className={c.buttons}>
                <Button disabled={test.isPending} onClick={() => test.mutate(r)}>
                  {t.sendTest}
                </Button>
                <Button onClick={() => setEditing(r)}>{t.edit}</Button>
                <Button kind="danger" onClick={() => setRemoving(r)}>
                  {t.remove}
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      {test.data && (
        <p className={c.said} role="status" data-good={test.data.delivered}>
          {shown(test.variables.name)}:{' '}
          {test.data.delivered ? t.sent(shown(test.data.answer)) : t.notSent(shown(test.data.answer))}
        </p>
      )}
      <ListTable
        label={t.channels}
        query={query}
        columns={columns}
        rowKey={(row) => row.id}
        none={<Message title={t.noChannel} text={t.nobodyText} />}
        height={200}
      />
      {editing && <ChannelForm channel={editing} onClose={() => setEditing(null)} />}
      {removing && (
        <Confirm
          title={t.remove}
          text={t.removeChannel(shown(removing.name))}
          action={t.remove}
          change={remove}
          onConfirm={() => remove.mutate(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </>
  );
}
