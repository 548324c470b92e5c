import { useDebouncedValue } from '@mantine/hooks';
import { IconFileImport } from '@tabler/icons-react';
import type { Schema } from '../../api/client';
import { AppLink } from '../../components/AppLink';
import { AddButton, DialogButton } from '../../components/DialogButton';
import { Panel } from '../../components/Panel';
import { Segments } from '../../components/Segments';
import { CountBar, Flag, None } from '../../components/values';
import { copyKeys as t } from '../../copy/keys';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import { TableHead } from '../../table/TableHead';
import { moreOf, timeColumn } from '../../table/kinds';
import table from '../../table/table.module.css';
import { ATTENTIONS, useKeys } from './api';
import c from './keys.module.css';
import { ImportForm } from './ImportForm';
import { KeyForm } from './KeyForm';
import { Oversight } from './Oversight';
import { RolesForm } from './RolesForm';
import { SharedLimits } from './SharedLimits';
import { Until } from './Until';

type ApiKey = Schema<'ApiKey'>;
const TONES = { active: 'good', expired: 'warn', disabled: 'warn', revoked: 'bad' } as const;

export const State = ({ state }: { state: ApiKey['state'] }) => (
  <Flag text={t.states[state]} tone={TONES[state]} />
);

function columnsOf(rows: ApiKey[], zone: string): Column<ApiKey>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.requests), 0);
  return [
    {
      id: 'name',
      header: t.name,
      value: (r) => r.name,
      cell: (r) => (
        <span className={table.primary}>
          <AppLink page="keys" id={r.id} className={table.rowLink} data-row-link>
            {shown(r.name)}
          </AppLink>
          {r.state !== 'active' && <State state={r.state} />}
        </span>
      ),
    },
    {
      id: 'consumer',
      header: t.consumer,
      fact: true,
      value: (r) => r.consumer.id,
      cell: (r) => (
        <AppLink page="consumers" id={r.consumer.id} className={c.link}>
          {shown(r.consumer.name ?? r.consumer.id)}
        </AppLink>
      ),
    },
    {
      id: 'prefix',
      header: t.prefix,
      value: (r) => r.secrets[0]?.prefix,
      cell: (r) => <span className="mono">{r.secrets[0]?.prefix}…</span>,
    },
    {
      id: 'environment',
      header: t.environment,
      optional: true,
      value: (r) => r.environment,
      cell: (r) => r.environment,
    },
    {
      id: 'scopes',
      header: t.scopes,
      value: (r) => r.scopes.join(' '),
      cell: (r) => (r.scopes.length ? <span className="mono">{r.scopes.join(' ')}</span> : <None />),
    },
    {
      id: 'requests',
      header: t.requests,
      end: true,
      fact: true,
      value: (r) => r.requests,
      cell: (r) => <CountBar value={r.requests} max={most} />,
    },
    {
      id: 'expires',
      header: t.expires,
      end: true,
      value: (r) => r.expiresAt,
      cell: (r) => <Until at={r.expiresAt} zone={zone} />,
    },
    timeColumn({
      id: 'lastUsed',
      header: t.lastUsed,
      fact: true,
      at: (row) => row.lastUsedAt,
      zone,
    }),
    timeColumn({
      id: 'created',
      header: t.created,
      optional: true,
      at: (row) => row.createdAt,
      zone,
    }),
  ];
}

/** Which keys are there, whose are they, and are they used? */
export default function Keys() {
  const { app, search, zone, set } = useView();
  const attention = ATTENTIONS.find((one) => one === search.flag) ?? 'all';
  const [find] = useDebouncedValue(search.find ?? '', 200);
  const query = useKeys(app, find, attention);
  const mayChange = useMay('admin');
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} obeys={[]}>
        <DialogButton label={t.roles} disabled={!mayChange}>
          {(close) => <RolesForm onClose={close} />}
        </DialogButton>
        <DialogButton label={t.shared} disabled={!mayChange}>
          {(close) => <SharedLimits onClose={close} />}
        </DialogButton>
        <DialogButton label={t.import} icon={<IconFileImport size={14} aria-hidden />} disabled={!mayChange}>
          {(close) => <ImportForm onClose={close} />}
        </DialogButton>
        <AddButton label={t.create} disabled={!mayChange}>
          {(close) => <KeyForm onClose={close} />}
        </AddButton>
      </PageHeader>
      <Oversight />
      <Panel label={t.title}>
        <div className={c.bar}>
          <Segments
            label={t.attention}
            options={ATTENTIONS.map((key) => ({ key, label: t.attentions[key] }))}
            value={attention}
            onChange={(key) => set({ flag: key === 'all' ? undefined : key })}
          />
        </div>
        <Loadable query={query} what={t.what} height={400}>
          {({ pages }) => {
            const rows = pages.flatMap((page) => page.items);
            const columns = columnsOf(rows, zone);
            return (
              <>
                <TableHead
                  title={t.title}
                  what={t.what}
                  count={pages[0]?.total ?? rows.length}
                  columns={columns}
                  rows={rows}
                  searchable
                />
                {rows.length === 0 ? (
                  <Message
                    title={find ? t.noMatch(find) : t.noneOf[attention]}
                    text={find || attention !== 'all' ? undefined : t.noneText}
                  />
                ) : (
                  <DataTable
                    label={t.title}
                    columns={columns}
                    rows={rows}
                    rowKey={(row) => row.id}
                    serverSorted
                    more={moreOf(query)}
                  />
                )}
              </>
            );
          }}
        </Loadable>
      </Panel>
    </div>
  );
}
