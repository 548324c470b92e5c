import { IconSearch } from '@tabler/icons-react';
import { answer, client } from '../../api/client';
import { Button } from '../../components/Button';
import { AddButton, DialogButton } from '../../components/DialogButton';
import { Panel } from '../../components/Panel';
import { Segments } from '../../components/Segments';
import { copy } from '../../copy';
import { copyUptime as t } from '../../copy/watch';
import { shown } from '../../lib/text';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useMay } from '../../state/useMay';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import { matching } from '../../table/columns';
import table from '../../table/table.module.css';
import { type Monitor, useMonitors } from './api';
import { MonitorForm } from './MonitorForm';
import { MonitorRow } from './MonitorRow';
import { MonitorState, worst } from './MonitorState';
import c from './uptime.module.css';

const FILTERS = ['all', 'up', 'down', 'unknown', 'paused'] as const;

function groupsOf(monitors: Monitor[]): [string, Monitor[]][] {
  const groups = new Map<string, Monitor[]>();
  for (const monitor of monitors) groups.set(monitor.group, [...(groups.get(monitor.group) ?? []), monitor]);
  return [...groups].sort(([a], [b]) => Number(a === '') - Number(b === ''));
}

/** Is it up, and has it been? */
export default function Uptime() {
  const { app, search, set } = useView();
  const query = useMonitors(app);
  const mayChange = useMay('editor');
  const state = FILTERS.find((one) => one === search.state) ?? 'all';
  return (
    <div className={layout.page}>
      <PageHeader title={t.title} obeys={[]}>
        <AddButton label={t.add} disabled={!mayChange}>
          {(close) => <MonitorForm onClose={close} />}
        </AddButton>
      </PageHeader>
      <Loadable query={query} what={t.what} height={400}>
        {({ items }) => {
          const found = matching(items, search.find ?? '', (one) => `${one.name} ${one.group}`).filter(
            (one) => state === 'all' || one.state === state,
          );
          return (
            <Panel label={t.title}>
              <div className={table.tool}>
                <Segments
                  label={t.filter}
                  options={FILTERS.map((key) => ({ key, label: key === 'all' ? t.all : t.states[key] }))}
                  value={state}
                  onChange={(key) => set({ state: key === 'all' ? undefined : key }, { replace: true })}
                />
                <label className={table.search}>
                  <IconSearch size={14} aria-hidden />
                  <input
                    type="search"
                    value={search.find ?? ''}
                    placeholder={copy.table.search(t.what)}
                    aria-label={copy.table.search(t.what)}
                    onChange={(event) => set({ find: event.target.value || undefined }, { replace: true })}
                  />
                </label>
              </div>
              {items.length === 0 ? (
                <Message title={t.none} text={t.noneText}>
                  {mayChange && (
                    <DialogButton label={t.add}>{(close) => <MonitorForm onClose={close} />}</DialogButton>
                  )}
                </Message>
              ) : found.length === 0 ? (
                <Message title={t.noMatch} />
              ) : (
                groupsOf(found).map(([name, members]) => (
                  <Group key={name} name={name} members={members} mayChange={mayChange} />
                ))
              )}
            </Panel>
          );
        }}
      </Loadable>
    </div>
  );
}

function Group({ name, members, mayChange }: { name: string; members: Monitor[]; mayChange: boolean }) {
  const { app, zone } = useView();
  const down = members.filter((one) => one.state === 'down').length;
  const paused = members.every((one) => one.state === 'paused');
  const change = useChange(
    () =>
      answer(
        client.POST('/apps/{app}/monitors/states', {
          params: { path: { app } },
          body: { ids: members.map((one) => one.id), paused: !paused },
        }),
      ),
    { refresh: [['app', app, 'monitors']] },
  );
  return (
    <details className={c.group} open>
      <summary>
        <MonitorState state={worst(members.map((one) => one.state))} />
        <b>{name ? shown(name) : t.ungrouped}</b>
        <span className={c.count}>
          {t.count(members.length)}
          {down > 0 && `, ${t.downCount(down)}`}
        </span>
      </summary>
      {mayChange && (
        <Button kind="quiet" className={c.bulk} disabled={change.isPending} onClick={() => change.mutate()}>
          {paused ? t.resumeAll : t.pauseAll}
        </Button>
      )}
      <ul className={c.rows}>
        {members.map((one) => (
          <MonitorRow key={one.id} monitor={one} zone={zone} />
        ))}
      </ul>
    </details>
  );
}
