import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Schema } from '../../api/client';
import { useApps } from '../../api/workspace';
import { Sparkline } from '../../charts/Sparkline';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Panel } from '../../components/Panel';
import { CountBar, Flag, None, Time } from '../../components/values';
import { copy } from '../../copy';
import { apdex, duration, exact, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { PlainHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useMay } from '../../state/useMay';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import table from '../../table/table.module.css';
import { AppForm } from './AppForm';
import c from './apps.module.css';

type App = Schema<'AppListItem'>;
const t = copy.apps;

function columnsOf(rows: App[], zone: string): Column<App>[] {
  const most = rows.reduce((max, row) => Math.max(max, row.requests), 0);
  const number = { end: true, sortable: true } as const;
  return [
    {
      id: 'name',
      header: t.name,
      sortable: true,
      value: (a) => a.name,
      cell: (a) => (
        <span className={table.primary}>
          <span className={layout.dot} style={{ background: a.color }} />
          <AppLink
            app={a.id}
            page={a.lastRequestAt ? 'overview' : 'start'}
            className={table.rowLink}
            data-row-link
          >
            {shown(a.name)}
          </AppLink>
          {a.demo && <Flag text={copy.demo.title} />}
          {a.paused && <Flag text={t.paused} tone="warn" />}
        </span>
      ),
    },
    {
      id: 'environments',
      header: t.environments,
      value: (a) => a.environments.map((e) => e.name).join(' '),
      cell: (a) => (
        <span className={c.environments}>
          {a.environments.map((e) => (
            <span key={e.name} title={e.online ? t.online(e.name) : t.offline(e.name)}>
              <i className={layout.dot} data-online={e.online || undefined} />
              {shown(e.name)}
            </span>
          ))}
        </span>
      ),
    },
    {
      id: 'trend',
      header: t.trend,
      spark: true,
      end: true,
      value: (a) => a.trend.join(' '),
      cell: (a) => <Sparkline values={a.trend} />,
    },
    {
      ...number,
      id: 'requests',
      header: t.requests,
      fact: true,
      value: (a) => a.requests,
      cell: (a) => <CountBar value={a.requests} max={most} />,
    },
    {
      ...number,
      id: 'errorRate',
      header: t.errorRate,
      fact: true,
      value: (a) => a.errorRate,
      cell: (a) => (a.errorRate ? percent(a.errorRate) : <None />),
    },
    {
      ...number,
      id: 'p95',
      header: t.p95,
      fact: true,
      value: (a) => a.p95Ms ?? null,
      cell: (a) => duration(a.p95Ms),
    },
    { ...number, id: 'apdex', header: t.apdex, value: (a) => a.apdex ?? null, cell: (a) => apdex(a.apdex) },
    {
      ...number,
      id: 'consumers',
      header: t.consumers,
      value: (a) => a.consumers,
      cell: (a) => exact(a.consumers),
    },
    {
      ...number,
      id: 'last',
      header: t.last,
      value: (a) => a.lastRequestAt,
      cell: (a) => <Time at={a.lastRequestAt} zone={zone} />,
    },
  ];
}

export default function Apps() {
  const { open }: { open?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const zone = useZone();
  const query = useApps();
  const show = (what: string | undefined) => void navigate({ to: '/', search: what ? { open: what } : {} });
  const mayCreate = useMay('admin');
  return (
    <div className={layout.page}>
      <PlainHeader title={t.title}>
        {mayCreate && (
          <Button kind="primary" onClick={() => show('new')}>
            <IconPlus size={14} aria-hidden />
            {t.createTitle}
          </Button>
        )}
      </PlainHeader>
      <div className={c.space} />
      <Panel label={t.title}>
        <Loadable query={query} what={t.title.toLowerCase()} height={240}>
          {({ items }) =>
            items.length === 0 ? (
              <Message title={t.firstTitle} text={t.createText}>
                {mayCreate && (
                  <Button kind="primary" onClick={() => show('new')}>
                    {t.create}
                  </Button>
                )}
              </Message>
            ) : (
              <DataTable
                label={t.title}
                columns={columnsOf(items, zone)}
                rows={items}
                rowKey={(row) => row.id}
                order={{ id: 'requests', dir: 'desc' }}
              />
            )
          }
        </Loadable>
      </Panel>
      {open === 'new' && mayCreate && <AppForm onClose={() => show(undefined)} />}
    </div>
  );
}
