import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { Columns, Panel } from '../../components/Panel';
import { Tiles } from '../../components/Tiles';
import { Flag, Time } from '../../components/values';
import { copyKeys as t } from '../../copy/keys';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { timeColumn } from '../../table/kinds';
import { useKey, useUsage } from './api';
import { KeyAudit } from './KeyAudit';
import { State } from './Keys';
import c from './keys.module.css';
import { FirstUses } from './Oversight';
import { limitText } from './limits';
import { RotateForm } from './RotateForm';
import { Until } from './Until';
import { tilesOf } from './Usage';
import { UsageChart } from './UsageChart';
import { UsageTable } from './UsageTable';

type ApiKey = Schema<'ApiKey'>;
type Secret = Schema<'ApiKeySecret'>;
type Action = 'disable' | 'enable' | 'revoke';

/** One key: what it may do, who still uses its old secret, what it was used for. */
export default function KeyDetail() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const { app } = useView();
  const query = useKey(app, id);
  const mayChange = useMay('admin');
  const [open, setOpen] = useState<Action | 'rotate' | null>(null);
  const close = () => setOpen(null);
  const change = useChange(
    (action: Action) =>
      answer(
        client.POST(`/apps/{app}/keys/{key}/${action}`, {
          params: { path: { app, key: id } },
          body: {},
        }),
      ),
    { refresh: [['app', app, 'keys']], onDone: close },
  );
  const key = query.data;
  const name = shown(key?.name ?? id);
  return (
    <div className={layout.page}>
      <PageHeader
        title={name}
        back={{ page: 'keys', label: t.back }}
        obeys={['environment', 'range', 'live']}
        heading={
          <>
            {name} {key && <State state={key.state} />}
          </>
        }
        sub={key?.stateReason ? shown(key.stateReason) : undefined}
      >
        {key && mayChange && key.state !== 'revoked' && (
          <>
            <Button onClick={() => setOpen('rotate')}>{t.rotate}</Button>
            <Button onClick={() => (key.state === 'disabled' ? change.mutate('enable') : setOpen('disable'))}>
              {key.state === 'disabled' ? t.enable : t.disable}
            </Button>
            <Button kind="danger" onClick={() => setOpen('revoke')}>
              {t.revoke}
            </Button>
          </>
        )}
      </PageHeader>
      <Loadable query={query} what={t.key.toLowerCase()} height={300}>
        {(data) => (
          <div className={c.stack}>
            <KeyUsage id={data.id} />
            <Columns even>
              <Terms apiKey={data} />
              <Secrets apiKey={data} />
            </Columns>
            <Columns even>
              <FirstUses apiKey={data.id} kind="network" />
              <FirstUses apiKey={data.id} kind="agent" />
            </Columns>
            <FirstUses apiKey={data.id} kind="route" />
            {mayChange && <KeyAudit id={data.id} />}
          </div>
        )}
      </Loadable>
      {open === 'rotate' && <RotateForm id={id} onClose={close} />}
      {(open === 'disable' || open === 'revoke') && (
        <Confirm
          title={t[open]}
          text={open === 'disable' ? t.disableText(name) : t.revokeText(name)}
          action={t[open]}
          change={change}
          onConfirm={() => change.mutate(open)}
          onClose={close}
        />
      )}
    </div>
  );
}

function KeyUsage({ id }: { id: string }) {
  const query = useUsage('endpoint', { key: id });
  return (
    <Loadable query={query} what={t.usageWhat} height={200}>
      {(usage) => (
        <div className={c.stack}>
          <Panel label={t.total}>
            <Tiles label={t.total} tiles={tilesOf(usage.total)} />
          </Panel>
          <UsageChart apiKey={id} />
          <Panel label={t.usage} title={t.usage}>
            {usage.items.length === 0 ? (
              <Message title={t.noUsage} />
            ) : (
              <UsageTable by="endpoint" rows={usage.items} label={t.usage} apiKey={id} />
            )}
          </Panel>
        </div>
      )}
    </Loadable>
  );
}

function Terms({ apiKey }: { apiKey: ApiKey }) {
  const { zone } = useView();
  const rows: [string, React.ReactNode][] = [
    [
      t.consumer,
      <AppLink key="consumer" page="consumers" id={apiKey.consumer.id} className={c.link}>
        {shown(apiKey.consumer.name ?? apiKey.consumer.id)}
      </AppLink>,
    ],
    [t.environment, apiKey.environment],
    [t.scopes, apiKey.scopes.length ? <span className="mono">{apiKey.scopes.join(' ')}</span> : t.noScopes],
    [t.allow, apiKey.allow.length ? <span className="mono">{apiKey.allow.join(' ')}</span> : t.anywhere],
    ...(apiKey.deny.length
      ? [
          [
            t.deny,
            <span key="deny" className="mono">
              {apiKey.deny.join(' ')}
            </span>,
          ] as [string, React.ReactNode],
        ]
      : []),
    ...(apiKey.limits.length
      ? [[t.limits, apiKey.limits.map(limitText).join(', ')] as [string, React.ReactNode]]
      : []),
    [t.expires, <Until key="expires" at={apiKey.expiresAt} zone={zone} />],
    [t.firstUsed, <Time key="first" at={apiKey.firstUsedAt} zone={zone} />],
    [t.lastUsed, <Time key="last" at={apiKey.lastUsedAt} zone={zone} />],
    [t.created, <Time key="created" at={apiKey.createdAt} zone={zone} />],
    ...(apiKey.tags.length ? [[t.tags, apiKey.tags.map(shown).join(', ')] as [string, React.ReactNode]] : []),
  ];
  return (
    <Panel label={t.terms} title={t.terms}>
      <dl className={c.facts}>
        {rows.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function stateOf(secret: Secret): keyof typeof t.secretState {
  if (secret.validUntil === null) return 'current';
  return Date.parse(secret.validUntil) > Date.now() ? 'old' : 'ended';
}

const SECRET_TONES = { current: 'good', old: 'warn', ended: undefined } as const;

function Secrets({ apiKey }: { apiKey: ApiKey }) {
  const { zone } = useView();
  const columns: Column<Secret>[] = [
    {
      id: 'prefix',
      header: t.prefix,
      value: (r) => r.prefix,
      cell: (r) => (
        <>
          <span className="mono">{r.prefix}…</span>{' '}
          <Flag text={t.secretState[stateOf(r)]} tone={SECRET_TONES[stateOf(r)]} />
        </>
      ),
    },
    {
      id: 'until',
      header: t.validUntil,
      end: true,
      value: (r) => r.validUntil,
      cell: (r) => <Until at={r.validUntil} zone={zone} />,
    },
    timeColumn({
      id: 'lastUsed',
      header: t.lastUsed,
      fact: true,
      at: (row) => row.lastUsedAt,
      zone,
    }),
    {
      id: 'requests',
      header: t.requests,
      end: true,
      fact: true,
      value: (r) => r.requests,
      cell: (r) => exact(r.requests),
    },
  ];
  return (
    <Panel label={t.secrets} title={t.secrets}>
      <DataTable
        label={t.secrets}
        columns={columns}
        rows={apiKey.secrets}
        rowKey={(row) => row.id}
        serverSorted
      />
    </Panel>
  );
}
