import type { ComponentProps } from 'react';
import { Choice, Field, inputClass } from '../../components/Field';
import { copyUptime as t } from '../../copy/watch';
import type { Monitor } from './api';
import c from './uptime.module.css';

type Props = { kind: Monitor['kind']; monitor: Monitor | undefined };
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const NumberField = (props: ComponentProps<typeof Field>) => (
  <Field type="number" inputMode="numeric" {...props} />
);

function Area(props: { label: string; hint?: string; name: string; defaultValue?: string }) {
  return (
    <label>
      {props.label}
      <textarea
        className={inputClass}
        name={props.name}
        defaultValue={props.defaultValue}
        spellCheck={false}
      />
      {props.hint && <small>{props.hint}</small>}
    </label>
  );
}

/** What only monitors of one kind have. */
export function KindFields({ kind, monitor: m }: Props) {
  if (kind === 'heartbeat') {
    return (
      <Choice label={t.expect} name="expect" defaultValue={m?.expect ?? 'any'}>
        <option value="any">{t.expects.any}</option>
        <option value="every">{t.expects.every}</option>
      </Choice>
    );
  }
  return (
    <>
      {kind === 'http' && (
        <Field
          label={t.url}
          name="url"
          type="url"
          required
          placeholder="https://api.example.com/health"
          defaultValue={m?.url ?? ''}
        />
      )}
      {(kind === 'tcp' || kind === 'tls') && (
        <div className={c.pair}>
          <Field label={t.host} name="host" required defaultValue={m?.host ?? ''} />
          <NumberField
            label={t.port}
            name="port"
            required
            min={1}
            max={65535}
            defaultValue={m?.port ?? (kind === 'tls' ? 443 : '')}
          />
        </div>
      )}
      <div className={c.pair}>
        <NumberField
          label={t.interval}
          name="intervalSeconds"
          required
          min={10}
          max={kind === 'push' ? 7_776_000 : 3600}
          defaultValue={m?.intervalSeconds ?? (kind === 'push' ? 86_400 : 60)}
        />
        {kind === 'push' ? (
          <NumberField
            label={t.grace}
            name="graceSeconds"
            min={0}
            max={86_400}
            defaultValue={m?.graceSeconds ?? 60}
          />
        ) : (
          <NumberField label={t.retries} name="retries" min={0} max={10} defaultValue={m?.retries ?? 1} />
        )}
      </div>
      {kind === 'push' && (
        <div className={c.pair}>
          <Field label={t.schedule} hint={t.scheduleHint} name="schedule" defaultValue={m?.schedule ?? ''} />
          <Field label={t.zone} name="zone" placeholder="UTC" defaultValue={m?.zone ?? ''} />
        </div>
      )}
      {kind !== 'push' && <More kind={kind} monitor={m} />}
    </>
  );
}

function More({ kind, monitor: m }: Props) {
  return (
    <details>
      <summary>{t.more}</summary>
      {kind === 'http' && <HttpFields monitor={m} />}
      <div className={c.pair}>
        <NumberField
          label={t.latencyLimit}
          name="latencyLimitMs"
          min={1}
          max={10_000}
          defaultValue={m?.latencyLimitMs ?? ''}
        />
        <NumberField
          label={t.timeout}
          name="timeoutSeconds"
          min={1}
          max={10}
          defaultValue={m?.timeoutSeconds ?? 10}
        />
      </div>
      {kind !== 'tcp' && (
        <NumberField
          label={t.certificateDays}
          name="certificateDays"
          min={1}
          max={365}
          defaultValue={m?.certificateDays ?? (kind === 'tls' ? 14 : '')}
        />
      )}
    </details>
  );
}

function HttpFields({ monitor: m }: { monitor: Monitor | undefined }) {
  return (
    <>
      <div className={c.pair}>
        <Choice label={t.method} name="method" defaultValue={m?.method ?? 'GET'}>
          {METHODS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Choice>
        <Field
          label={t.expectedStatus}
          hint={t.expectedStatusHint}
          name="expectedStatus"
          defaultValue={m?.expectedStatus ?? ''}
        />
      </div>
      <Area
        label={t.headers}
        hint={t.headersHint}
        name="headers"
        defaultValue={(m?.headerNames ?? []).join('\n')}
      />
      <Area label={t.body} name="body" defaultValue={m?.body ?? ''} />
      <Field label={t.bodyContains} name="bodyContains" defaultValue={m?.bodyContains ?? ''} />
      <div className={c.pair}>
        <Field label={t.jsonPath} hint={t.jsonPathHint} name="jsonPath" defaultValue={m?.jsonPath ?? ''} />
        <Field label={t.jsonValue} name="jsonValue" defaultValue={m?.jsonValue ?? ''} />
      </div>
      <NumberField
        label={t.redirects}
        name="maxRedirects"
        min={0}
        max={3}
        defaultValue={m?.maxRedirects ?? 3}
      />
    </>
  );
}
