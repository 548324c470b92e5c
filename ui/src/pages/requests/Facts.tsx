import type { ReactNode } from 'react';
import type { RequestDetail } from '../../api/requests';
import { AppLink } from '../../components/AppLink';
import { controlClass } from '../../components/Button';
import { FilterValue, Flag, None } from '../../components/values';
import { copyRequests } from '../../copy/requests';
import { add } from '../../filter/parse';
import { bytes, duration, exact } from '../../lib/format';
import { shown } from '../../lib/text';
import { dateTime } from '../../lib/time';
import { useView } from '../../state/useView';
import c from './detail.module.css';

const t = copyRequests.detail;

/** The facts of the request's head; a click on one shows requests that share it. */
export function Facts({ request }: { request: RequestDetail }) {
  const { zone } = useView();
  const at = Date.parse(request.at);
  const millis = String(at % 1000).padStart(3, '0');
  const facts: [string, ReactNode][] = [
    [t.when, <time key="when" dateTime={request.at}>{`${dateTime(at, zone)}.${millis}`}</time>],
    [t.duration, duration(request.durationMs)],
    [t.consumer, linked('consumer', request.consumer, request.consumerName)],
    [t.group, linked('consumer.group', request.consumerGroup)],
    ...(request.key || request.refusal
      ? [[t.key, <Key key="key" request={request} />] as [string, ReactNode]]
      : []),
    [t.route, linked('endpoint', `${request.method} ${request.route}`)],
    [t.client, linked('ip', request.clientAddress)],
    [t.instance, linked('instance', request.instance, request.instance?.slice(0, 8))],
    ...(request.version ? [[t.version, shown(request.version)] as [string, ReactNode]] : []),
    [t.environment, shown(request.environment)],
    [t.sizes, `${bytes(request.requestBytes)} · ${bytes(request.responseBytes)}`],
    [t.id, linked('id', request.id, request.id.slice(0, 8))],
    ...(request.traceId
      ? [[t.trace, linked('trace', request.traceId, request.traceId.slice(0, 8))] as [string, ReactNode]]
      : []),
    ...(request.weight > 1
      ? [[t.weight, t.weightText(exact(Math.round(request.weight)))] as [string, ReactNode]]
      : []),
    ...(request.corrected ? [[t.corrected, shown(request.corrected)] as [string, ReactNode]] : []),
  ];
  return (
    <>
      <dl className={`${c.facts} num`}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={c.links}>
        {request.ending === 'failed' && <Flag text={copyRequests.failedHint} tone="bad" />}
        {request.ending === 'aborted' && <Flag text={copyRequests.abortedHint} tone="warn" />}
        <AppLink page="requests" patch={{ q: alike(request), tab: undefined }} className={controlClass}>
          {t.like}
        </AppLink>
        {request.consumer && (
          <AppLink
            page="requests"
            patch={{ q: add('', 'consumer', request.consumer), tab: undefined }}
            className={controlClass}
          >
            {t.ofConsumer}
          </AppLink>
        )}
      </div>
    </>
  );
}

/** With which API key it was called, and why that was refused. */
const Key = ({ request }: { request: RequestDetail }) => (
  <>
    {request.key && linked('key', request.key, request.keyName ?? request.key)}{' '}
    {request.refusal && <FilterValue field="refusal" value={request.refusal} label={request.refusal} />}
  </>
);

/** Same endpoint, same status, same exception. */
function alike(request: RequestDetail): string {
  let q = add('', 'endpoint', `${request.method} ${request.route}`);
  q = add(q, 'status', request.ending === 'complete' ? String(request.status) : request.ending);
  return request.exception ? add(q, 'error', request.exception.type) : q;
}

const linked = (field: string, value: string | null, label?: string | null): ReactNode =>
  value ? <FilterValue field={field} value={value} label={label ?? value} /> : <None />;
