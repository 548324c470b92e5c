import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { answer, client } from '../../api/client';
import { IconButton } from '../../components/Button';
import { Dialog } from '../../components/Dialog';
import { Check, formClass, inputClass } from '../../components/Field';
import { FormFoot } from '../../components/FormDialog';
import { copyStatus as t } from '../../copy/status';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { type Monitor, useMonitors } from '../uptime/api';
import { pagesKey, type StatusPage } from './api';
import c from './status.module.css';

type Row = { monitorId: string; on: boolean; name: string; group: string; latency: boolean };

/** Those on the page first, in their order; then all other monitors. */
export const rowsOf = (page: StatusPage, monitors: Monitor[]): Row[] => [
  ...page.components.map(({ monitorId, name, group, latency }) => ({
    monitorId,
    on: true,
    name,
    group,
    latency,
  })),
  ...monitors
    .filter((one) => !page.components.some((component) => component.monitorId === one.id))
    .map((one) => ({ monitorId: one.id, on: false, name: one.name, group: one.group, latency: false })),
];

export function moved<T>(items: T[], from: number, by: 1 | -1): T[] {
  const to = from + by;
  const item = items[from];
  const other = items[to];
  return item === undefined || other === undefined
    ? items
    : items.map((one, i) => (i === from ? other : i === to ? item : one));
}

/** Chooses monitors, their public names, groups and order. */
export function ComponentsForm({ page, onClose }: { page: StatusPage; onClose: () => void }) {
  const { app } = useView();
  const monitors = useMonitors(app);
  return (
    <Dialog title={t.choose} onClose={onClose} wide>
      <Loadable query={monitors} what={t.monitor} height={200}>
        {({ items }) => <Chooser page={page} monitors={items} onClose={onClose} />}
      </Loadable>
    </Dialog>
  );
}

type Props = { page: StatusPage; monitors: Monitor[]; onClose: () => void };

function Chooser({ page, monitors, onClose }: Props) {
  const { app } = useView();
  const [rows, setRows] = useState(() => rowsOf(page, monitors));
  const names = new Map(monitors.map((one) => [one.id, one.name]));
  const set = (index: number, patch: Partial<Row>) =>
    setRows(rows.map((row, i) => (i === index ? { ...row, ...patch } : row)));
  const save = useChange(
    () =>
      answer(
        client.PATCH('/apps/{app}/status-pages/{page}', {
          params: { path: { app, page: page.id } },
          body: {
            components: rows
              .filter((row) => row.on)
              .map(({ monitorId, name, group, latency }) => ({ monitorId, name, group, latency })),
          },
        }),
      ),
    { refresh: [pagesKey(app)], onDone: onClose },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={formClass} onSubmit={submit}>
      <p className={c.hint}>{t.chooseHint}</p>
      <ol className={c.rows}>
        {rows.map((row, i) => {
          const monitor = shown(names.get(row.monitorId) ?? row.name);
          return (
            <li key={row.monitorId} data-on={row.on || undefined}>
              <Check
                label={monitor}
                checked={row.on}
                onChange={(event) => set(i, { on: event.target.checked })}
              />
              {row.on && (
                <div className={c.fields}>
                  <input
                    className={inputClass}
                    aria-label={`${t.publicName}: ${monitor}`}
                    placeholder={t.publicName}
                    value={row.name}
                    required
                    maxLength={64}
                    onChange={(event) => set(i, { name: event.target.value })}
                  />
                  <input
                    className={inputClass}
                    aria-label={`${t.group}: ${monitor}`}
                    placeholder={t.group}
                    value={row.group}
                    maxLength={64}
                    onChange={(event) => set(i, { group: event.target.value })}
                  />
                  <Check
                    label={t.latency}
                    checked={row.latency}
                    onChange={(event) => set(i, { latency: event.target.checked })}
                  />
                  <IconButton
                    label={t.up(monitor)}
                    disabled={i === 0}
                    onClick={() => setRows(moved(rows, i, -1))}
                  >
                    <IconArrowUp size={14} />
                  </IconButton>
                  <IconButton
                    label={t.down(monitor)}
                    disabled={!rows[i + 1]?.on}
                    onClick={() => setRows(moved(rows, i, 1))}
                  >
                    <IconArrowDown size={14} />
                  </IconButton>
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <FormFoot change={save} onClose={onClose} />
    </form>
  );
}
