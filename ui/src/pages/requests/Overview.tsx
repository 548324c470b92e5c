import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type RequestDetail, useTraceRequests } from '../../api/requests';
import { AppLink } from '../../components/AppLink';
import { Method, Status } from '../../components/values';
import { copyRequests } from '../../copy/requests';
import { add } from '../../filter/parse';
import { duration, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { StackTrace } from '../errors/StackTrace';
import { Bodies } from './Bodies';
import { Logs } from './Logs';
import { pathOf } from './open';
import c from './detail.module.css';
import { Hidden } from './Hidden';
import { busiest } from './spans';
import { Waterfall } from './Waterfall';

const t = copyRequests.detail;

/** Everything on one scroll: what went wrong, where the time went, what was said. */
export function Overview({ request }: { request: RequestDetail }) {
  const most = busiest(request.spans);
  const { exception, logs } = request;
  const hasBodies = [request.requestBody, request.responseBody].some((body) => body.state !== 'none');
  const isEmpty = !exception && request.spans.length === 0 && logs?.length === 0 && !hasBodies;
  return (
    <>
      {exception && (
        <section className={c.exception} aria-label={t.exception}>
          <p>
            <b>{shown(exception.type)}</b> {shown(exception.message)}
          </p>
          {logs === null && <Hidden />}
          {exception.stacktrace && <StackTrace text={exception.stacktrace} />}
          <AppLink page="errors" patch={{ q: add('', 'endpoint', `${request.method} ${request.route}`) }}>
            {t.group_}
          </AppLink>
        </section>
      )}
      {request.spans.length > 0 && (
        <Part
          title={t.traceTitle}
          note={most && copyRequests.spans.share(percent(most.share), shown(most.name))}
        >
          <Waterfall spans={request.spans} />
        </Part>
      )}
      {request.traceId && <Services request={request} />}
      {hasBodies && <Bodies request={request} />}
      {logs && logs.length > 0 && (
        <Part title={t.logsTitle} note={t.lines(logs.length)}>
          <Logs request={request} />
        </Part>
      )}
      {isEmpty && <p className={c.none}>{t.overviewEmpty}</p>}
    </>
  );
}

export const Part = ({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) => (
  <section aria-label={title}>
    <div className={c.part}>
      <h3>{title}</h3>
      {note && <span className="num">{note}</span>}
    </div>
    {children}
  </section>
);

/** Requests of this and other apps that belong to the same trace. */
export function Services({ request }: { request: RequestDetail }) {
  const query = useTraceRequests(request.traceId, request.at);
  const others = (query.data?.items ?? []).filter((other) => other.id !== request.id);
  if (others.length === 0) return null;
  return (
    <Part title={t.services}>
      <ul className={`${c.services} num`}>
        {others.map((other) => (
          <li key={`${other.app}:${other.id}`}>
            <Status code={other.status} />
            <span>{shown(other.appName)}</span>
            <Method method={other.method} />
            <Link
              to={`/a/${encodeURIComponent(other.app)}/requests/${encodeURIComponent(other.id)}`}
              search={{ at: other.at }}
            >
              {shown(pathOf(other.url))}
            </Link>
            <small>{duration(other.durationMs)}</small>
          </li>
        ))}
      </ul>
    </Part>
  );
}
