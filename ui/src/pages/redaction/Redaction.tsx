import { type ReactNode, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useRedaction } from '../../api/workspace';
import { Button } from '../../components/Button';
import { Confirm } from '../../components/Confirm';
import { errorClass, Problem } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { copyRedaction } from '../../copy/redaction';
import { PageHeader } from '../../shell/PageHeader';
import layout from '../../shell/shell.module.css';
import { useChange } from '../../state/useChange';
import { useView } from '../../state/useView';
import { Loadable } from '../../states/Loadable';
import { Permission } from '../../states/Permission';
import { ageOf } from './hits';
import { LikelySecrets } from './LikelySecrets';
import { RulePreview } from './RulePreview';
import { RedactionRules } from './RedactionRules';
import { type Rule, ruleText, wantedRule, withRule } from './rules';
import { TryDocument } from './TryDocument';
import c from './redaction.module.css';

type Job = Schema<'RedactionJob'>;
type Hits = Schema<'RedactionHits'>[];
const t = copyRedaction;

/** What is taken out of requests: on the server, and in services with our SDK before they send. */
export default function Redaction() {
  const { app } = useView();
  const query = useRedaction(app);
  return (
    <div className={layout.page}>
      <PageHeader title={copy.nav.redaction} obeys={[]} />
      <p className={c.text}>{t.text}</p>
      <Permission read="viewer" change="admin">
        <Loadable query={query} what={t.what} height={320}>
          {(data) => (
            <>
              <Rules key={JSON.stringify(data.rules)} app={app} stored={data.rules} hits={data.hits}>
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
              </Rules>
            </>
          )}
        </Loadable>
      </Permission>
    </div>
  );
}

/** Rules on the left; on the right what to make them from: a recorded request, and places that look private. */
type RulesProps = { app: string; stored: Rule[]; hits: Hits; children: ReactNode };

function Rules({ app, stored, hits, children }: RulesProps) {
  const { search } = useView();
  const wanted = wantedRule(search.find, stored);
  const [rules, setRules] = useState(() => [...stored, ...wanted]);
  // Made by a click: what they would do is shown without asking.
  const [clicked, setClicked] = useState(() => new Set(wanted.map(ruleText)));
  const add = (rule: Rule) => {
    setRules(withRule(rules, rule));
    setClicked(new Set([...clicked, ruleText(rule)]));
  };
  const isChanged = JSON.stringify(rules) !== JSON.stringify(stored);
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
    <div className={c.sides}>
      <div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <RedactionRules
            rules={rules}
            onChange={setRules}
            below={(rule) => (
              <RulePreview
                key={ruleText(rule)}
                app={app}
                rule={rule}
                auto={clicked.has(ruleText(rule))}
                hits={ageOf(rule, hits)}
              />
            )}
          />
          <Problem error={save.error} />
          <div className={`${c.row} ${c.save}`}>
            <Button type="submit" kind="primary" disabled={save.isPending}>
              {copy.common.save}
            </Button>
            <small>{isChanged ? t.unsaved : t.applies}</small>
          </div>
        </form>
        {children}
      </div>
      <div>
        <TryDocument app={app} onRule={add} />
        <LikelySecrets app={app} rules={rules} onRule={add} />
      </div>
    </div>
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
          change={start}
          onConfirm={() => start.mutate()}
          onClose={() => ask(false)}
        />
      )}
    </Panel>
  );
}
