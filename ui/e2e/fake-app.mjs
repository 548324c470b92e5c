import { inNeed, keyDefaults, keys, queryResult, queryViews, sums, usage } from './fake-keys.mjs';
import { overviewOf } from './fake-overview.mjs';
import { statusDetail, statusOf } from './fake-status.mjs';
import { watchDetail, watchOf } from './fake-watch.mjs';
import {
  bars,
  consumers,
  DAY,
  endpoints,
  errors,
  figures,
  groups,
  heatRows,
  iso,
  latency,
  NOW,
  previousFigures,
} from './fake-data.mjs';

/** The answers about one app. `quiet`: an app that has never received a request. */

export const list = (items) => ({ items, nextCursor: null });
export const ok = (data, status = 200) => ({ status, data });
const CLIENT_ID = '0b9f2c1e-8a51-4a52-9d7e-0c2f4f9a1b11';

const instance = {
  id: '5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11',
  environment: 'prod',
  client: 'js:express',
  versions: { node: '20.1', express: '4.19' },
  firstSeen: iso(NOW - DAY),
  lastSync: iso(NOW - 20_000),
  startedAt: iso(NOW - DAY),
  clockSkewMs: 84_000,
  cpuPercent: 12.4,
  memoryBytes: 1.84e8,
  messages: 1440,
  rejected: 0,
  missingBatches: 2,
  corrected: 3,
  online: true,
};
const outcome = {
  environment: 'prod',
  instance: instance.id,
  kind: 'corrected',
  reason: 'clock_skew',
  explanation: 'The clock of this instance is ahead. Its times were shifted; set its clock by NTP.',
  hint: '84 s ahead',
  count: 412,
  lastAt: iso(NOW - 60_000),
};

const inOrder = (rows, query) => {
  const key =
    { p50: 'p50Ms', p95: 'p95Ms', p99: 'p99Ms', time: 'timeShare', endpoint: 'route' }[query.get('sort')] ??
    query.get('sort') ??
    'requests';
  const sign = query.get('dir') === 'asc' ? 1 : -1;
  return [...rows].sort((a, b) => (a[key] > b[key] ? sign : a[key] < b[key] ? -sign : 0));
};

const range = (query) => ({
  from: Date.parse(query.get('from') ?? iso(NOW - DAY)),
  to: Date.parse(query.get('to') ?? iso(NOW)),
  step: Number(query.get('step') ?? 900),
  compareFrom: query.get('compareFrom'),
  compareTo: query.get('compareTo'),
});

function figuresOf(list, base) {
  const sum = (key) => list.reduce((total, bar) => total + bar[key], 0);
  const [successful, redirects, clientErrors, serverErrors] = [
    'successful',
    'redirects',
    'clientErrors',
    'serverErrors',
  ].map(sum);
  const requests = successful + redirects + clientErrors + serverErrors;
  return {
    ...base,
    requests,
    successful,
    redirects,
    clientErrors,
    serverErrors,
    errorRate: requests ? (clientErrors + serverErrors) / requests : null,
    requestBytes: sum('requestBytes'),
    responseBytes: sum('responseBytes'),
  };
}

export const ofApp = {
  ...watchOf,
  ...statusOf,
  ...overviewOf,
  environments: () =>
    ok(
      list([
        {
          name: 'prod',
          displayName: 'prod',
          hidden: false,
          requests: 871_204,
          lastSyncAt: iso(NOW - 9000),
          online: true,
        },
        {
          name: 'staging',
          displayName: 'Staging',
          hidden: false,
          requests: 1204,
          lastSyncAt: iso(NOW - DAY),
          online: false,
        },
      ]),
    ),
  'key-defaults': () => ok(list(keyDefaults())),
  'key-roles': () => ok(list([{ name: 'reader', scopes: ['orders:read', 'products:read'] }])),
  'ingest-keys': () =>
    ok(
      list([
        {
          id: 'k1',
          name: 'quotes service',
          prefix: 'ghi_x7Kd',
          createdAt: iso(NOW - 40 * DAY),
          lastUsedAt: iso(NOW - 20_000),
        },
      ]),
    ),
  redaction: () =>
    ok({
      rules: [{ target: 'request-body', path: '$.customer.email', action: 'hash', endpoint: null }],
      hits: [
        {
          target: 'request-body',
          path: '$.customer.email',
          endpoint: null,
          last24Hours: 1204,
          lastAt: new Date(Date.now() - 180_000).toISOString(),
        },
      ],
      builtIn: [
        { kind: 'names', what: 'Headers, parameters and fields whose names say so' },
        { kind: 'values', what: 'Card numbers (with a valid check digit)' },
      ],
      rewrite: {
        state: 'done',
        requests: 1200,
        seen: 1200,
        changed: 17,
        startedAt: new Date(Date.now() - 60_000).toISOString(),
        endedAt: new Date().toISOString(),
        problem: '',
      },
    }),
  'sdk-settings': () =>
    ok({
      revision: 3,
      flushIntervalMillis: 10_000,
      redaction: [{ target: 'request-body', path: '$.customer.email', action: 'hash', endpoint: null }],
      requestLog: { policy: 'errors-and-slow', rate: 0, slowMillis: 2000 },
      excludedRoutes: ['/health'],
    }),
  'client-ids': () =>
    ok(
      list([
        {
          id: 'k1',
          clientId: CLIENT_ID,
          createdAt: iso(NOW - 90 * DAY),
          lastUsedAt: iso(NOW - 9000),
        },
      ]),
    ),
  summary: (query, quiet) => {
    const { from, to, compareFrom } = range(query);
    const zero = Object.fromEntries(Object.keys(figures).map((key) => [key, 0]));
    const none = query.get('q')?.includes('nothing') || to < NOW - 60 * DAY;
    return ok({
      from: iso(from),
      to: iso(to),
      apdexMs: 500,
      current: quiet || none ? zero : figuresOf(bars(from, to, 900), figures),
      previous: compareFrom
        ? quiet || none
          ? zero
          : figuresOf(bars(from - DAY, to - DAY, 900, 0.93), previousFigures)
        : null,
      firstDataAt: quiet ? null : iso(NOW - 90 * DAY),
      lastDataAt: quiet ? null : iso(NOW - 2000),
      filterProblems: [],
      estimateError: 0.021,
    });
  },
  series: (query, quiet) => {
    const { from, to, step, compareFrom, compareTo } = range(query);
    return ok({
      from: iso(from),
      to: iso(to),
      stepSeconds: step,
      bars: quiet ? [] : bars(from, to, step),
      previous: compareFrom ? bars(Date.parse(compareFrom), Date.parse(compareTo), step, 0.95) : null,
      previousFrom: compareFrom,
    });
  },
  latency: (query, quiet) => {
    const { from, to, step } = range(query);
    const empty = { bars: [], histogram: [], heatmap: { rows: heatRows, columns: [] } };
    const answer = quiet ? empty : latency(from, to, step);
    return ok({
      from: iso(from),
      to: iso(to),
      stepSeconds: step,
      apdexMs: 500,
      previous: null,
      previousFrom: null,
      ...answer,
    });
  },
  breakdown: (query) =>
    ok(
      list(
        (query.get('by') === 'endpoint'
          ? endpoints.map((e) => [`${e.method} ${e.route}`, `${e.method} ${e.route}`, e.requests])
          : [
              ['GET', 'GET', 574_891],
              ['POST', 'POST', 287_416],
              ['', '', 6100],
              ['(other)', '(other)', 2797],
            ]
        ).map(([key, label, requests], i) => ({
          ...endpoints[query.get('by') === 'endpoint' ? i : 1],
          key: query.get('by') === 'status' && key === 'GET' ? '200' : key,
          label: query.get('by') === 'status' && key === 'GET' ? '200' : label,
          requests,
        })),
      ),
    ),
  resources: (query, quiet) => {
    const { from, to, step } = range(query);
    const load = (offset) =>
      bars(from, to, step).map((bar, i) => ({
        at: bar.at,
        cpuMean: 18 + offset + 6 * Math.sin(i / 8),
        cpuMax: 44 + offset,
        memoryMean: 3.1e8 + offset * 2e6 + i * 1e5,
        memoryMax: 3.6e8,
      }));
    const two = [
      { id: '5f6d2c9a-quotes-1', bars: load(0) },
      { id: '77aa0c1b-quotes-2', bars: load(9) },
    ];
    return ok({ from: iso(from), to: iso(to), stepSeconds: step, instances: quiet ? [] : two });
  },
  values: (query) =>
    ok(
      list(
        (query.get('field') === 'status' ? ['200', '404', '422', '503'] : ['GET', 'POST', 'PUT']).map(
          (value, i) => ({
            value,
            label: value,
            count: 90_000 - i * 20_000,
          }),
        ),
      ),
    ),
  endpoints: (query, quiet) =>
    ok({
      ...list(
        quiet ? [] : inOrder(endpoints, query).filter((e) => query.get('state') !== 'unused' || !e.requests),
      ),
      total: quiet ? 0 : endpoints.length,
    }),
  consumers: (query, quiet) => {
    const wanted = (query.get('search') ?? '').toLowerCase();
    const rows = consumers.filter((c) => `${c.name} ${c.identifier}`.toLowerCase().includes(wanted));
    return ok({ ...list(quiet ? [] : inOrder(rows, query)), total: rows.length });
  },
  keys: (query, quiet) => {
    const wanted = (query.get('search') ?? '').toLowerCase();
    const known = inNeed(query.get('attention') ?? 'all');
    const rows = quiet ? [] : known.filter((key) => key.name.toLowerCase().includes(wanted));
    return ok({ ...list(rows), total: rows.length });
  },
  usage: (query, quiet) => ok(usage(query.get('by') ?? 'key', quiet)),
  'query/views': () => ok(queryViews),
  query: () => ok(queryResult),
  'usage/series': (query, quiet) => {
    const { from, to, step } = range(query);
    return ok({
      from: iso(from),
      to: iso(to),
      stepSeconds: step,
      bars: quiet ? [] : bars(from, to, step).map(({ at, successful }) => ({ at, sums: sums(successful) })),
    });
  },
  groups: (_query, quiet) => ok(list(quiet ? [] : groups)),
  errors: (query, quiet) =>
    ok(list(quiet ? [] : (errors[query.get('tab')] ?? [...errors.server, ...errors.client]))),
  start: (query, quiet, origin) =>
    ok({
      serverUrl: origin,
      clientId: CLIENT_ID,
      instances: quiet ? [] : [instance],
      firstRequest: quiet
        ? null
        : { method: 'GET', route: '/v2/rates', status: 200, environment: 'prod', at: iso(NOW - 2000) },
      endpoints: quiet ? 0 : 12,
      lastRejection: null,
    }),
  ingestion: (_query, quiet) =>
    ok({
      outcomes: quiet ? [] : [outcome],
      instances: quiet ? [] : [instance],
      sources: quiet
        ? []
        : [
            {
              environment: 'prod',
              instance: instance.id,
              source: 'counters',
              firstAt: iso(NOW - DAY),
              lastAt: iso(NOW - 20_000),
              notCounted: 0,
            },
            {
              environment: 'prod',
              instance: instance.id,
              source: 'spans',
              firstAt: iso(NOW - DAY),
              lastAt: iso(NOW - 20_000),
              notCounted: 41_206,
            },
          ],
    }),
};

const size = {
  count: 9100,
  p50: 412,
  p95: 2100,
  max: 48_000,
  histogram: [100, 200, 400, 800, 1600, 3200].map((low, i) => ({
    low,
    high: low * 2,
    count: [40, 900, 4100, 2600, 900, 200][i],
  })),
};
export const detail = {
  ...watchDetail,
  ...statusDetail,
  endpoints: (id) => {
    const endpoint = endpoints.find((e) => e.id === id);
    return (
      endpoint && {
        ...endpoint,
        apdexMs: 500,
        ownApdexMs: null,
        figures,
        previous: previousFigures,
        requestSizes: size,
        responseSizes: size,
      }
    );
  },
  consumers: (id) => consumers.find((c) => c.identifier === id),
  keys: (id) => keys.find((key) => key.id === id),
  errors: (id, query) => {
    const group = Object.values(errors)
      .flat()
      .find((e) => e.id === id);
    const { from, to, step } = range(query);
    return (
      group && {
        stacktrace: null,
        ...group,
        stepSeconds: step,
        bars: bars(from, to, step)
          .filter((bar) => bar.serverErrors > 50)
          .map((bar) => ({ at: bar.at, count: bar.serverErrors })),
        affected: consumers
          .slice(0, 5)
          .map(({ identifier, name }, i) => ({ identifier, name, count: 900 - i * 120 })),
      }
    );
  },
};
