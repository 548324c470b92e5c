import { useEndpoints, useErrors } from '../../api/ranged';
import { AppLink } from '../../components/AppLink';
import { Panel } from '../../components/Panel';
import { Method, Path } from '../../components/values';
import { copyOverview as t } from '../../copy/overview';
import { count, duration, percent } from '../../lib/format';
import { shown } from '../../lib/text';
import { Loadable } from '../../states/Loadable';
import { Message } from '../../states/Message';
import c from './overview.module.css';

const SHOWN = 6;
const FAILING = 0.01;

const All = ({ page }: { page: string }) => (
  <AppLink page={page} className={c.all}>
    {t.all}
  </AppLink>
);

/** Where most requests go. */
export function TopEndpoints() {
  const query = useEndpoints({ sort: 'requests', dir: 'desc' });
  return (
    <Panel label={t.endpoints} title={t.endpoints} note={<All page="endpoints" />}>
      <Loadable query={query} what={t.endpoints.toLowerCase()} height={220}>
        {({ pages }) => {
          const rows = (pages[0]?.items ?? []).filter((row) => row.requests > 0).slice(0, SHOWN);
          if (rows.length === 0) return <Message title={t.noEndpoints} />;
          return (
            <ul className={c.list}>
              <li className={c.heads}>
                <span className={c.figures}>
                  <span>{t.requests}</span>
                  <span>{t.server}</span>
                  <span>{t.p95}</span>
                </span>
              </li>
              {rows.map((row) => (
                <li key={row.id}>
                  <AppLink page="endpoints" id={row.id}>
                    <Method method={row.method} /> <Path route={row.route} />
                  </AppLink>
                  <span className={`${c.figures} num`}>
                    <b>{count(row.requests)}</b>
                    <span data-bad={row.serverErrors / row.requests >= FAILING || undefined}>
                      {percent(row.serverErrors / row.requests)}
                    </span>
                    <span>{duration(row.p95Ms)}</span>
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loadable>
    </Panel>
  );
}

/** What fails most. */
export function TopErrors() {
  const query = useErrors('server');
  return (
    <Panel label={t.errors} title={t.errors} note={<All page="errors" />}>
      <Loadable query={query} what={t.errors.toLowerCase()} height={220}>
        {({ pages }) => {
          const rows = (pages[0]?.items ?? []).slice(0, SHOWN);
          if (rows.length === 0) return <Message title={t.noErrors} />;
          return (
            <ul className={c.list}>
              {rows.map((row) => (
                <li key={row.id}>
                  <AppLink page="errors" id={row.id}>
                    {shown(row.title)}
                    <small>
                      <Method method={row.method} /> <Path route={row.route} />
                    </small>
                  </AppLink>
                  <span className={`${c.figures} num`}>
                    <b>{count(row.count)}</b>
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Loadable>
    </Panel>
  );
}
