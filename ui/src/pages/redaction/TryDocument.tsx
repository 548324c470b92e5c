import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { answer, client } from '../../api/client';
import { type RequestDetail, useRequest } from '../../api/requests';
import { Choice } from '../../components/Field';
import { Panel } from '../../components/Panel';
import { copyRedaction } from '../../copy/redaction';
import { shown } from '../../lib/text';
import { dateTime, DAY } from '../../lib/time';
import { Loadable } from '../../states/Loadable';
import { Bodies } from '../requests/Bodies';
import { Headers } from '../requests/Headers';
import { RedactContext } from '../requests/Redact';
import type { Rule } from './rules';
import c from './redaction.module.css';

const t = copyRedaction;
const NEWEST = 25;
const REACH_DAYS = 30;
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A recorded request to click in: each name of a header or field offers rules for it. */
export function TryDocument({ app, onRule }: { app: string; onRule: (rule: Rule) => void }) {
  const [from] = useState(() => new Date(Date.now() - REACH_DAYS * DAY).toISOString());
  const [wanted, setWanted] = useState<string>();
  const list = useQuery({
    queryKey: ['app', app, 'documents'],
    queryFn: ({ signal }) =>
      answer(
        client.GET('/apps/{app}/requests', {
          params: { path: { app }, query: { from, q: 'has:body', limit: NEWEST } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
  return (
    <Panel label={t.document} pad>
      <h2 className={c.heading}>{t.document}</h2>
      <Loadable query={list} what={t.document.toLowerCase()} height={200}>
        {({ items }) => {
          const row =
            items.find(({ id }) => id === wanted) ?? items.find((item) => item.requestBytes) ?? items[0];
          if (!row) return <p className={c.text}>{t.noDocument}</p>;
          return (
            <>
              <Choice
                label={t.documentOf}
                hint={t.documentHint}
                value={row.id}
                onChange={(event) => setWanted(event.target.value)}
              >
                {items.map((item) => (
                  <option key={item.id} value={item.id}>
                    {`${dateTime(Date.parse(item.at), ZONE)} · ${item.status} · ${shown(`${item.method} ${item.route}`)}`}
                  </option>
                ))}
              </Choice>
              <Document app={app} id={row.id} at={row.at} onRule={onRule} />
            </>
          );
        }}
      </Loadable>
    </Panel>
  );
}

type DocumentProps = { app: string; id: string; at: string; onRule: (rule: Rule) => void };

function Document({ app, id, at, onRule }: DocumentProps) {
  const query = useRequest(app, id, at);
  return (
    <Loadable query={query} what={t.document.toLowerCase()} height={200}>
      {(request) => <Fields request={request} onRule={onRule} />}
    </Loadable>
  );
}

function Fields({ request, onRule }: { request: RequestDetail; onRule: (rule: Rule) => void }) {
  const endpoint = `${request.method} ${request.route}`;
  const redacting = useMemo(() => ({ endpoint, onRule }), [endpoint, onRule]);
  return (
    <RedactContext value={redacting}>
      <div className={c.document}>
        {request.requestBody.state !== 'hidden' && <Bodies request={request} />}
        <Headers request={request} />
      </div>
    </RedactContext>
  );
}
