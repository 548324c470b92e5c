import { answer, client, type Schema } from '../../api/client';
import { useEnvironments } from '../../api/workspace';
import { Check, inputClass } from '../../components/Field';
import { copy } from '../../copy';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { useChange } from '../../state/useChange';
import { useZone } from '../../state/useView';
import type { Column } from '../../table/columns';
import { timeColumn } from '../../table/kinds';
import { ListPanel } from '../../table/ListTable';
import c from './settings.module.css';

type Environment = Schema<'Environment'>;
const t = copy.settings.environments;

export default function Environments({ app }: { app: string }) {
  const query = useEnvironments(app);
  const zone = useZone();
  const save = useChange(
    ({ env, body }: { env: string; body: Schema<'EnvironmentChange'> }) =>
      answer(client.PATCH('/apps/{app}/environments/{env}', { params: { path: { app, env } }, body })),
    { refresh: [['app', app, 'environments']] },
  );
  const columns: Column<Environment>[] = [
    {
      id: 'name',
      header: t.name,
      value: (e) => e.name,
      cell: (e) => <span className="mono">{shown(e.name)}</span>,
    },
    {
      id: 'shown',
      header: t.shown,
      value: (e) => e.displayName,
      fact: true,
      cell: (e) => (
        <input
          className={inputClass}
          style={{ height: 28, maxWidth: 180 }}
          aria-label={`${t.shown}: ${shown(e.name)}`}
          defaultValue={e.displayName}
          maxLength={32}
          onBlur={(event) => {
            const displayName = event.target.value.trim();
            if (displayName && displayName !== e.displayName) {
              save.mutate({ env: e.name, body: { displayName } });
            }
          }}
        />
      ),
    },
    {
      id: 'requests',
      header: t.requests,
      end: true,
      value: (e) => e.requests,
      cell: (e) => exact(e.requests),
    },
    timeColumn({
      id: 'lastSync',
      header: t.lastSync,
      fact: true,
      at: (row) => row.lastSyncAt,
      zone,
    }),
    {
      id: 'hidden',
      header: t.hidden,
      fact: true,
      value: (e) => String(e.hidden),
      cell: (e) => (
        <Check
          label=""
          aria-label={`${t.hidden}: ${shown(e.name)}`}
          checked={e.hidden}
          onChange={(event) => save.mutate({ env: e.name, body: { hidden: event.target.checked } })}
        />
      ),
    },
  ];
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <ListPanel
        label={copy.settings.sections.environments}
        query={query}
        columns={columns}
        rowKey={(row) => row.name}
        none={t.none}
      />
    </>
  );
}
