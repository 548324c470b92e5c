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

/** The answers of the fake server. Nothing here is part of the product. */

const list = (items) => ({ items, nextCursor: null });
const ok = (data, status = 200) => ({ status, data });
const problem = (status, code, detail) => ({
  status,
  data: {
    type: `urn:gatehouse:problem:${code}`,
    title: code,
    status,
    detail,
    code,
    requestId: 'req_7fk2q9x0',
  },
});

const profile = {
  id: 'u1',
  name: 'Ines Marek',
  email: 'ines@harbourline.example',
  role: 'owner',
  seesBodies: true,
  theme: 'system',
  density: 'comfortable',
  timeZone: 'UTC',
  locale: '',
  shortcuts: true,
};

const app = (id, name, extra = {}) => ({
  id,
  name,
  clientId: '0b9f2c1e-8a51-4a52-9d7e-0c2f4f9a1b11',
  apdexMs: 500,
  color: '#0f766e',
  paused: false,
  demo: id === 'harbourline',
  createdAt: iso(NOW - 90 * DAY),
  environments: [
    { name: 'prod', online: true },
    { name: 'staging', online: false },
  ],
  requests: 871_204,
  errorRate: 0.0449,
  p95Ms: 438,
  apdex: 0.93,
  consumers: 446,
  trend: Array.from({ length: 24 }, (_, i) => Math.round(30_000 + 12_000 * Math.sin(i / 4))),
  lastRequestAt: iso(NOW - 2000),
  ...extra,
});
const idle = {
  environments: [],
  requests: 0,
  errorRate: null,
  p95Ms: null,
  apdex: null,
  consumers: 0,
  trend: [],
  lastRequestAt: null,
};

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

export function api() {
  const state = { signedIn: true, demo: true, setup: false, tokens: [], apps: [] };

  const apps = () => [
    ...(state.demo ? [app('harbourline', 'Harbourline API')] : []),
    app('quiet', 'Quiet API', { color: '#8a5a00', ...idle }),
    app('broken', 'Broken API', { color: '#2e4597', requests: 1200, errorRate: 0.01, demo: false }),
    ...state.apps,
  ];

  const range = (query) => ({
    from: Date.parse(query.get('from') ?? iso(NOW - DAY)),
    to: Date.parse(query.get('to') ?? iso(NOW)),
    step: Number(query.get('step') ?? 900),
    compareFrom: query.get('compareFrom'),
    compareTo: query.get('compareTo'),
  });

  const ofApp = {
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
    'client-ids': () =>
      ok(
        list([
          {
            id: 'k1',
            clientId: app('x', 'x').clientId,
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
        current: quiet || none ? zero : figures,
        previous: compareFrom ? (quiet || none ? zero : previousFigures) : null,
        firstDataAt: quiet ? null : iso(NOW - 90 * DAY),
        lastDataAt: quiet ? null : iso(NOW - 2000),
        filterProblems: [],
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
          [
            ['GET', 'GET', 574_891],
            ['POST', 'POST', 287_416],
            ['', '', 6100],
            ['(other)', '(other)', 2797],
          ].map(([key, label, requests]) => ({
            ...endpoints[1],
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
    annotations: () =>
      ok(
        list([
          { at: iso(NOW - 8.6 * 3_600_000), kind: 'deploy', label: 'quotes 4.12.0', environment: 'prod' },
          { at: iso(NOW - 5.2 * 3_600_000), kind: 'deploy', label: 'quotes 4.11.3', environment: 'prod' },
        ]),
      ),
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
          quiet
            ? []
            : inOrder(endpoints, query).filter((e) => query.get('state') !== 'unused' || !e.requests),
        ),
        total: quiet ? 0 : endpoints.length,
      }),
    consumers: (query, quiet) => {
      const wanted = (query.get('search') ?? '').toLowerCase();
      const rows = consumers.filter((c) => `${c.name} ${c.identifier}`.toLowerCase().includes(wanted));
      return ok({ ...list(quiet ? [] : inOrder(rows, query)), total: rows.length });
    },
    groups: (_query, quiet) => ok(list(quiet ? [] : groups)),
    errors: (query, quiet) =>
      ok(list(quiet ? [] : (errors[query.get('tab')] ?? [...errors.server, ...errors.client]))),
    start: (query, quiet, origin) =>
      ok({
        serverUrl: origin,
        clientId: app('x', 'x').clientId,
        instances: quiet ? [] : [instance],
        firstRequest: quiet
          ? null
          : { method: 'GET', route: '/v2/rates', status: 200, environment: 'prod', at: iso(NOW - 2000) },
        endpoints: quiet ? 0 : 12,
        lastRejection: null,
      }),
    ingestion: (_query, quiet) =>
      ok({ outcomes: quiet ? [] : [outcome], instances: quiet ? [] : [instance] }),
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
  const detail = {
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

  function appAnswer({ method, path, query, body, origin }) {
    const [, , id = '', name = '', rest] = path.split('/');
    const current = apps().find((a) => a.id === id);
    if (!current) return problem(404, 'not_found', `There is no app “${id}”.`);
    if (method === 'PATCH' && !name) return ok({ ...current, ...body });
    if (!name) return ok(current);
    if (id === 'broken' && !['environments', 'start'].includes(name))
      return problem(503, 'query_timeout', 'The query took longer than 10 s.');
    if (rest !== undefined && name in detail) {
      const found = detail[name](decodeURIComponent(rest), query);
      return found
        ? ok({ ...found, ...(method === 'PATCH' ? body : {}) })
        : problem(404, 'not_found', 'Not found.');
    }
    return name in ofApp
      ? ofApp[name](query, current.lastRequestAt === null, origin)
      : problem(404, 'not_found', 'Not found.');
  }

  const workspace = {
    '/apps': () => ok(list(apps())),
    '/storage': () =>
      ok({
        ingestPerSecond: 10.1,
        usedBytes: 6.2e9,
        limitBytes: 2e10,
        logBytes: 2e8,
        lagMillis: 900,
        healthy: true,
        detail: '',
      }),
    '/profile': () => ok(profile),
    '/members': () =>
      ok(
        list([
          { ...profile, disabled: false, createdAt: iso(NOW - 90 * DAY), lastSeenAt: iso(NOW) },
          {
            ...profile,
            id: 'u2',
            name: 'Tom Aldous',
            email: 'tom@harbourline.example',
            role: 'viewer',
            seesBodies: false,
            disabled: false,
            createdAt: iso(NOW - 9 * DAY),
            lastSeenAt: null,
          },
        ]),
      ),
    '/sessions': () =>
      ok(
        list([
          {
            id: 's1',
            createdAt: iso(NOW - DAY),
            lastSeenAt: iso(NOW),
            address: '203.0.113.42',
            userAgent: 'Firefox on Linux',
            current: true,
          },
        ]),
      ),
    '/tokens': () => ok(list(state.tokens)),
    '/retention': () =>
      ok({
        minuteDays: 14,
        hourDays: 90,
        dayDays: 395,
        requestLogDays: 30,
        bodyDays: 7,
        estimatedBytes: { minute: 2.1e9, hour: 4e8, day: 6e7, requestLog: 9.3e9 },
      }),
    '/audit': () =>
      ok(
        list([
          {
            id: 'a1',
            at: iso(NOW - 7200_000),
            actor: 'ines@harbourline.example',
            action: 'app.update',
            target: 'harbourline',
            detail: '{"apdexMs":[300,500]}',
            address: '203.0.113.42',
            hash: '9f2c',
          },
        ]),
      ),
    '/audit/verify': () => ok({ intact: true, entries: 128, brokenAt: null }),
  };

  return function handle(request) {
    const { method, path, body } = request;
    if (method !== 'GET' && !request.csrf)
      return problem(403, 'csrf', 'The header X-Gatehouse-Csrf is missing.');
    const session = { user: profile, workspace: { name: 'Harbourline' }, demo: state.demo, version: '0.1.0' };
    if (path === '/server') return ok({ version: '0.1.0', setupRequired: state.setup, demo: state.demo });
    if (path === '/session' && method === 'POST') {
      if (body.password !== 'correct horse battery')
        return problem(401, 'bad_credentials', 'E-mail or password is wrong.');
      state.signedIn = true;
      return ok(session, 201);
    }
    if (path === '/setup') {
      state.setup = false;
      state.signedIn = true;
      return ok(session, 201);
    }
    if (path === '/test/state') {
      Object.assign(state, body);
      return ok({});
    }
    if (!state.signedIn) return problem(401, 'unauthenticated', 'Sign in first.');
    if (path === '/session' && method === 'DELETE') {
      state.signedIn = false;
      return { status: 204 };
    }
    if (path === '/session') return ok(session);
    if (path === '/demo') {
      state.demo = false;
      return { status: 204 };
    }
    if (path === '/tokens' && method === 'POST') {
      const token = {
        id: 't1',
        prefix: 'ghp_x7Kd',
        createdAt: iso(NOW),
        expiresAt: null,
        lastUsedAt: null,
        role: 'viewer',
        ...body,
      };
      state.tokens = [token];
      return ok({ ...token, secret: 'ghp_x7KdExampleSecret' }, 201);
    }
    if (path === '/apps' && method === 'POST') {
      const created = app(body.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), body.name, {
        ...idle,
        demo: false,
      });
      state.apps.push(created);
      return ok(created, 201);
    }
    if (method === 'PATCH' && path === '/profile') return ok(Object.assign(profile, body));
    if (path.startsWith('/apps/')) return appAnswer(request);
    return path in workspace ? workspace[path](request) : problem(404, 'not_found', 'Not found.');
  };
}
