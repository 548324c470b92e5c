import type { Schema } from '../../api/client';
import { Sparkline } from '../../charts/Sparkline';
import { AppLink } from '../../components/AppLink';
import { CountBar, Delta, ErrorShare, Flag, Method, None, Path, Time } from '../../components/values';
import { copy } from '../../copy';
import { add } from '../../filter/parse';
import { apdex, bytes, duration, exact, percent } from '../../lib/format';
import type { View } from '../../state/useView';
import type { Column } from '../../table/columns';
import table from '../../table/table.module.css';

type Endpoint = Schema<'Endpoint'>;
type Flags = Endpoint['flags'][number];
const t = copy.pages.endpoints;
const TONES: Partial<Record<Flags, 'bad' | 'warn'>> = { 'new-5xx': 'bad', failing: 'bad', slow: 'warn' };

export const endpointFilter = (endpoint: Pick<Endpoint, 'method' | 'route'>): string =>
  `${endpoint.method} ${endpoint.route}`;

/** The endpoint as a link to its page; Alt-click excludes it from the view instead. */
export function EndpointLink({ endpoint, view }: { endpoint: Endpoint; view: View }) {
  return (
    <span className={table.primary}>
      <AppLink
        page="endpoints"
        id={endpoint.id}
        className={table.rowLink}
        data-row-link
        onClick={(event) => {
          if (!event.altKey) return;
          event.preventDefault();
          view.set({ q: add(view.filter, 'endpoint', endpointFilter(endpoint), true) });
        }}
      >
        <Method method={endpoint.method} />
        <Path route={endpoint.route} />
      </AppLink>
      {endpoint.flags.map((flag) => {
        const tone = TONES[flag];
        return <Flag key={flag} text={t.flags[flag]} {...(tone && { tone })} />;
      })}
    </span>
  );
}

const millis = (
  id: 'p50' | 'p75' | 'p95' | 'p99' | 'max',
  value: (e: Endpoint) => number | null,
): Column<Endpoint> => ({
  id,
  header: t[id],
  end: true,
  sortable: id === 'p50' || id === 'p95' || id === 'p99',
  value,
  cell: (e) => duration(value(e)),
});

/** All columns that describe an endpoint; pages pick theirs by id. */
export function endpointColumns(view: View, rows: Endpoint[]): Record<string, Column<Endpoint>> {
  const most = rows.reduce((max, e) => Math.max(max, e.requests), 0);
  const columns: Column<Endpoint>[] = [
    {
      id: 'endpoint',
      header: t.endpoint,
      sortable: true,
      value: (e) => endpointFilter(e),
      cell: (e) => <EndpointLink endpoint={e} view={view} />,
    },
    {
      id: 'trend',
      header: t.trend,
      end: true,
      spark: true,
      value: (e) => (e.trend ?? []).join(' '),
      cell: (e) => (e.requests ? <Sparkline values={e.trend ?? []} /> : <None />),
    },
    {
      id: 'requests',
      header: t.requests,
      end: true,
      sortable: true,
      fact: true,
      value: (e) => e.requests,
      cell: (e) => <CountBar value={e.requests} max={most} />,
    },
    {
      id: 'change',
      header: t.change,
      end: true,
      sortable: true,
      value: (e) => (e.previousRequests ? e.requests / e.previousRequests - 1 : null),
      cell: (e) => (e.requests ? <Delta now={e.requests} before={e.previousRequests} /> : <None />),
    },
    {
      id: 'clientErrors',
      header: t.client,
      end: true,
      sortable: true,
      value: (e) => e.clientErrors,
      cell: (e) => <ErrorShare errors={e.clientErrors} requests={e.requests} kind="client" />,
    },
    {
      id: 'serverErrors',
      header: t.server,
      end: true,
      sortable: true,
      fact: true,
      value: (e) => e.serverErrors,
      cell: (e) => <ErrorShare errors={e.serverErrors} requests={e.requests} kind="server" />,
    },
    millis('p50', (e) => e.p50Ms),
    millis('p75', (e) => e.p75Ms),
    { ...millis('p95', (e) => e.p95Ms), fact: true },
    millis('p99', (e) => e.p99Ms),
    millis('max', (e) => e.maxMs),
    { id: 'apdex', header: t.apdex, end: true, value: (e) => e.apdex, cell: (e) => apdex(e.apdex) },
    {
      id: 'time',
      header: t.time,
      end: true,
      sortable: true,
      value: (e) => e.timeShare,
      cell: (e) => (e.requests ? percent(e.timeShare) : <None />),
    },
    {
      id: 'p95Change',
      header: t.p95Change,
      end: true,
      value: (e) => (e.p95Ms !== null && e.previousP95Ms ? e.p95Ms / e.previousP95Ms - 1 : null),
      cell: (e) => <Delta now={e.p95Ms} before={e.previousP95Ms} good="down" />,
    },
    {
      id: 'responseBytes',
      header: t.out,
      end: true,
      sortable: true,
      value: (e) => e.responseBytes,
      cell: (e) => (e.requests ? bytes(e.responseBytes) : <None />),
    },
    {
      id: 'consumers',
      header: t.consumers,
      end: true,
      sortable: true,
      value: (e) => e.consumers,
      cell: (e) => (e.consumers ? exact(e.consumers) : <None />),
    },
    {
      id: 'firstSeen',
      header: t.firstSeen,
      end: true,
      sortable: true,
      value: (e) => e.firstSeen,
      cell: (e) => <Time at={e.firstSeen} zone={view.zone} />,
    },
    {
      id: 'lastSeen',
      header: t.lastSeen,
      end: true,
      sortable: true,
      value: (e) => e.lastSeen,
      cell: (e) => <Time at={e.lastSeen} zone={view.zone} />,
    },
  ];
  return Object.fromEntries(columns.map((column) => [column.id, column]));
}
