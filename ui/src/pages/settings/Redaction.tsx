import { useState } from 'react';
import { useSearch } from '@tanstack/react-router';
import { answer, client, type Schema } from '../../api/client';
import { useRedaction } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { errorClass } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { Loadable } from '../../states/Loadable';
import { RulePreview } from './RulePreview';
import { RedactionRules } from './RedactionRules';
import { type Rule, wantedRule } from './rules';
import { useChange } from './useChange';
import c from './settings.module.css';

type Job = Schema<'RedactionJob'>;
const t = copy.settings.redaction;

/** What is taken out of requests: on the server, and in services with our SDK before they send. */
export default function Redaction({ app }: { app: string }) {
  const query = useRedaction(app);
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Loadable query={query} what={t.what} height={320}>
        {(data) => (
          <>
            <Rules key={JSON.stringify(data.rules)} app={app} stored={data.rules} />
            <Stored app={app} job={data.rewrite} />
            <Panel label={t.builtIn} pad>
              <h2 className={c.heading}>{t.builtIn}</h2>
              <p className={c.text}>{t.builtInText}</p>
              <ul className={c.list}>
                {data.builtIn.map(({ what }) => (
                  <li key={what}>{what}</li>
                ))}
              </ul>
            </Panel>
          </>
        )}
      </Loadable>
    </>
  );
}

function Rules({ app, stored }: { app: string; stored: Rule[] }) {
  const { find }: { find?: string } = useSearch({ strict: false });
  const [rules, setRules] = useState(() => [...stored, ...wantedRule(find, stored)]);
  const save = useChange(
    () => answer(client.PUT('/apps/{app}/redaction', { params: { path: { app } }, body: { rules } })),
    {
      refresh: [
        ['app', app, 'redaction'],
        ['app', app, 'sdk-settings'],
      ],
    },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <RedactionRules
        rules={rules}
        onChange={setRules}
        below={(rule) => <RulePreview app={app} rule={rule} />}
      />
      {save.error && (
        <p className={errorClass} role="alert">
          {save.error.message}
        </p>
      )}
      <div className={`${c.row} ${c.save}`}>
        <Button type="submit" kind="primary" disabled={save.isPending}>
          {copy.common.save}
        </Button>
        <small>{t.applies}</small>
      </div>
    </form>
  );
}

/** Rules apply to what comes; a job applies them to what is there. */
function Stored({ app, job }: { app: string; job: Job | null }) {
  const [asked, ask] = useState(false);
  const start = useChange(
    () => answer(client.POST('/apps/{app}/redaction/rewrite', { params: { path: { app } } })),
    { refresh: [['app', app, 'redaction']], said: null, onDone: () => ask(false) },
  );
  const running = job?.state === 'running' || job?.state === 'waiting';
  return (
    <Panel label={t.stored} pad>
      <h2 className={c.heading}>{t.stored}</h2>
      <p className={c.text}>{t.storedText}</p>
      {job && (
        <p role="status" className={job.state === 'failed' ? errorClass : c.text}>
          {job.state === 'failed' ? job.problem : t.job(job.state, job.seen, job.requests, job.changed)}
        </p>
      )}
      {running && (
        <progress className={c.progress} max={job.requests} value={job.seen} aria-label={t.stored} />
      )}
      <Button disabled={running || start.isPending} onClick={() => ask(true)}>
        {t.rewrite}
      </Button>
      {asked && (
        <Confirm
          title={t.rewrite}
          text={t.rewriteText}
          action={t.rewrite}
          error={start.error}
          busy={start.isPending}
          onConfirm={() => start.mutate()}
          onClose={() => ask(false)}
        />
      )}
    </Panel>
  );
}
