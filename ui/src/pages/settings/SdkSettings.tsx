import { type FormEvent, useState } from 'react';
import { answer, client, type Schema } from '../../api/client';
import { useSdkSettings } from '../../api/workspace';
import { AppLink } from '../../components/AppLink';
import { Button } from '../../components/Button';
import { Choice, Field, formClass, Options, Problem } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copy } from '../../copy';
import { formOf, useChange } from '../../state/useChange';
import { Loadable } from '../../states/Loadable';
import c from './settings.module.css';

type Settings = Schema<'SdkSettings'>;
const t = copy.settings.sdk;
const section = copy.settings.sections['sdk-settings'];
const POLICIES = ['off', 'errors-and-slow', 'sampled', 'all'] as const;

/** What the SDKs of an app do: told to them with the answer to their next batch. */
export default function SdkSettings({ app }: { app: string }) {
  const query = useSdkSettings(app);
  return (
    <>
      <p className={c.text}>{t.text}</p>
      <Loadable query={query} what={section.toLowerCase()} height={320}>
        {(data) => <SdkForm key={data.revision} app={app} settings={data} />}
      </Loadable>
    </>
  );
}

function SdkForm({ app, settings }: { app: string; settings: Settings }) {
  const [policy, setPolicy] = useState(settings.requestLog.policy);
  const save = useChange(
    (body: Settings) => answer(client.PUT('/apps/{app}/sdk-settings', { params: { path: { app } }, body })),
    { refresh: [['app', app, 'sdk-settings']] },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const get = formOf(event);
    save.mutate({
      flushIntervalMillis: Number(get('flush')) * 1000,
      redaction: settings.redaction,
      requestLog: {
        policy,
        rate: policy === 'sampled' ? Number(get('rate')) / 100 : settings.requestLog.rate,
        slowMillis: policy === 'errors-and-slow' ? Number(get('slow')) : settings.requestLog.slowMillis,
      },
      excludedRoutes: get('excluded')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    });
  };
  return (
    <form onSubmit={submit}>
      <Panel label={section} pad>
        <div className={`${formClass} ${c.narrow}`}>
          <Field
            label={t.flush}
            name="flush"
            type="number"
            min={1}
            max={300}
            required
            defaultValue={settings.flushIntervalMillis / 1000}
          />
          <Choice
            label={t.policy}
            value={policy}
            onChange={(event) => setPolicy(POLICIES.find((p) => p === event.target.value) ?? 'off')}
          >
            <Options of={POLICIES} text={t.policies} />
          </Choice>
          {policy === 'sampled' && (
            <Field
              label={t.rate}
              name="rate"
              type="number"
              min={0}
              max={100}
              step="any"
              required
              defaultValue={settings.requestLog.rate * 100}
            />
          )}
          {policy === 'errors-and-slow' && (
            <Field
              label={t.slow}
              name="slow"
              type="number"
              min={1}
              max={600_000}
              required
              defaultValue={settings.requestLog.slowMillis}
            />
          )}
          <label className={c.lines}>
            {t.excluded}
            <textarea name="excluded" rows={3} defaultValue={settings.excludedRoutes.join('\n')} />
            <small>{t.excludedHint}</small>
          </label>
        </div>
      </Panel>
      <p className={c.text}>
        {t.redaction}{' '}
        <AppLink app={app} page="redaction">
          {copy.nav.redaction}
        </AppLink>
      </p>
      <Problem error={save.error} />
      <div className={c.row}>
        <Button type="submit" kind="primary" disabled={save.isPending}>
          {copy.common.save}
        </Button>
        <small>{settings.revision ? t.revision(settings.revision) : t.never}</small>
      </div>
    </form>
  );
}
