import { useState } from 'react';
import type { Schema } from '../../api/client';
import { useStart } from '../../api/workspace';
import { Field, inputClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copyStart } from '../../copy/start';
import { PlainHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Arrival } from './Arrival';
import { FRAMEWORKS, type Framework } from './frameworks';
import { Guide } from './Guide';
import { Token } from './Token';
import c from './start.module.css';

const t = copyStart;
const ENVIRONMENT = /^[a-z0-9-]{1,32}$/;

/** Connects the first client: pick a framework, copy, watch the first request arrive. */
export default function Start() {
  const { app, search, set } = useView();
  const start = useStart(app);
  const [wanted, setWanted] = useState('');
  const [env, setEnv] = useState('prod');
  const [key, setKey] = useState<Schema<'CreatedIngestKey'>>();
  const framework = FRAMEWORKS.find((f) => f.id === search.by) ?? FRAMEWORKS[0];
  const shown = FRAMEWORKS.filter((f) =>
    `${f.name} ${f.language}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <div className={layout.page}>
      <PlainHeader title={t.title} />
      <p className={c.intro}>{t.intro}</p>
      <div className={c.grid}>
        <Panel label={t.framework} pad>
          <input
            type="search"
            className={inputClass}
            value={wanted}
            placeholder={t.search}
            aria-label={t.search}
            onChange={(event) => setWanted(event.target.value)}
          />
          <FrameworkList
            frameworks={shown}
            selected={framework?.id}
            onSelect={(by) => set({ by }, { replace: true })}
          />
          <Field
            label={t.environment}
            hint={t.environmentHint}
            value={env}
            maxLength={32}
            pattern={ENVIRONMENT.source}
            onChange={(event) => setEnv(event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-'))}
          />
        </Panel>
        <Panel label={framework?.name ?? t.framework} pad>
          <Loadable query={start} what={t.title.toLowerCase()} height={420}>
            {({ clientId, serverUrl }) =>
              framework && (
                <Guide
                  key={framework.id}
                  framework={framework}
                  setup={{
                    clientId,
                    origin: serverUrl.replace(/\/+$/, ''),
                    env: env || 'prod',
                    token: key?.secret ?? t.tokenPlace,
                    writeToken: key?.writeToken ?? t.writeTokenPlace,
                  }}
                  token={
                    <Token
                      app={app}
                      token={framework.writeToken ? key?.writeToken : key?.secret}
                      onCreated={setKey}
                    />
                  }
                />
              )
            }
          </Loadable>
        </Panel>
      </div>
      <Panel label={t.arrival} pad>
        <Loadable query={start} what={t.arrival.toLowerCase()} height={60}>
          {(data) => <Arrival start={data} />}
        </Loadable>
      </Panel>
    </div>
  );
}

type ListProps = { frameworks: Framework[]; selected: string | undefined; onSelect: (id: string) => void };

const FrameworkList = ({ frameworks, selected, onSelect }: ListProps) => (
  <div className={c.list} role="group" aria-label={t.framework}>
    {frameworks.map((framework) => (
      <button
        key={framework.id}
        type="button"
        aria-pressed={framework.id === selected}
        onClick={() => onSelect(framework.id)}
      >
        {framework.name}
        <small>{framework.language}</small>
      </button>
    ))}
  </div>
);
