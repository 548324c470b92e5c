import { answer, client, type Schema } from '../../api/client';
import { useEnvironments } from '../../api/workspace';
import { Check, inputClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { Time } from '../../components/values';
import { copy } from '../../copy';
import { exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { useZone } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import type { Column } from '../../table/columns';
import { DataTable } from '../../table/DataTable';
import c from './settings.module.css';
import { useChange } from './useChange';

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
    {
      id: 'lastSync',
      header: t.lastSync,
      end: true,
      fact: true,
      value: (e) => e.lastSyncAt,
      cell: (e) => <Time at={e.lastSyncAt} zone={zone} />,
    },
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
      <Panel label={copy.settings.sections.environments}>
        <Loadable query={query} what={copy.settings.sections.environments.toLowerCase()}>
          {({ items }) =>
            items.length === 0 ? (
              <Message title={t.none} />
            ) : (
              <DataTable
                label={copy.settings.sections.environments}
                columns={columns}
                rows={items}
                rowKey={(row) => row.name}
                serverSorted
              />
            )
          }
        </Loadable>
      </Panel>
    </>
  );
}
