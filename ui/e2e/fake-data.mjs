// Invented data for the fake server. Deterministic, so that screenshots differ only when the pages do.

let seed = 41;
export const random = () => {
  seed = (seed * 1664525 + 1013904223) >>> 0;
  return seed / 4294967296;
};
export const DAY = 86_400_000;
export const NOW = Date.now();
export const iso = (at) => new Date(at).toISOString();
const hours = (n) => iso(NOW - n * 3_600_000);

const ROUTES = [
  ['GET', '/v2/shipments/{id}/tracking', 313_755, 0.011, 0.0004, 88, 412],
  ['POST', '/v2/quotes', 173_706, 0.032, 0.048, 1420, 367],
  ['GET', '/v2/rates', 139_502, 0.008, 0.0002, 41, 298],
  ['GET', '/v2/shipments/{id}', 98_097, 0.019, 0.0005, 64, 391],
  ['POST', '/v2/labels', 51_767, 0.047, 0.0011, 702, 255],
  ['POST', '/oauth/token', 47_231, 0.094, 0, 72, 431],
  ['GET', '/v2/ports', 22_562, 0.001, 0, 11, 143],
  ['POST', '/v2/customs/declarations', 14_712, 0.121, 0.0048, 1960, 86],
  ['PUT', '/v2/shipments/{id}/route', 7582, 0.024, 0.0009, 310, 74],
  ['DELETE', '/v2/holds/{id}', 1735, 0.064, 0.0012, 190, 31],
  ['GET', '/v1/track', 975, 0.203, 0, 61, 9],
  ['PATCH', '/v2/consignees/{id}', 0, 0, 0, null, 0],
];

/** Shape of a day: quiet at night, high in the afternoon. */
const load = (at) => {
  const hour = (at % DAY) / 3_600_000;
  return 0.45 + 0.55 * Math.max(0, Math.sin(((hour - 5) / 17) * Math.PI)) ** 1.3;
};
const wave = (points = 24) =>
  Array.from({ length: points }, (_, i) =>
    Math.round(load(NOW - DAY + (i * DAY) / points) * (90 + random() * 20)),
  );

export const endpoints = ROUTES.map(([method, route, requests, client, server, p95, consumers], i) => ({
  id: `ep${i + 1}`,
  method,
  route,
  requests,
  previousRequests: requests ? Math.round(requests * (0.85 + random() * 0.3)) : 0,
  clientErrors: Math.round(requests * client),
  serverErrors: Math.round(requests * server),
  p50Ms: p95 && p95 * 0.31,
  p75Ms: p95 && p95 * 0.55,
  p95Ms: p95,
  p99Ms: p95 && p95 * 1.9,
  maxMs: p95 && p95 * 4.2,
  apdex: p95 && Math.max(0.4, 1 - p95 / 4000),
  timeShare: requests ? (requests * (p95 ?? 0)) / 5.6e8 : 0,
  previousP95Ms: p95 && p95 * (0.9 + random() * 0.25),
  requestBytes: requests * 410,
  responseBytes: requests * (3900 + i * 900),
  consumers,
  firstSeen: hours(24 * (90 - i)),
  lastSeen: requests ? hours(0.02) : null,
  flags: i === 1 ? ['new-5xx'] : requests === 0 ? ['never-called'] : [],
  trend: requests ? wave() : [],
}));

const NAMES = [
  'Kestrel Outfitters',
  'Tidewater Books',
  'Osprey Parts',
  'Bramble & Co',
  'Lantern Grocers',
  'Ferrow Labs',
  'Mosswick Dairy',
  'Pell Street Bikes',
  null,
  '<b>Not bold</b> \u202Egnp',
];
export const consumers = Array.from({ length: 46 }, (_, i) => ({
  id: `c${i + 1}`,
  identifier: i < NAMES.length ? `acct_${1000 + i}` : `acct_${2000 + i * 7}`,
  name: NAMES[i] ?? null,
  group: i % 3 === 0 ? 'Retail' : i % 3 === 1 ? 'Carriers' : null,
  namePinned: i === 0,
  groupPinned: false,
  requests: Math.round(98_000 / (1 + i * 0.8)),
  previousRequests: Math.round((98_000 / (1 + i * 0.8)) * (0.8 + random() * 0.4)),
  errors: Math.round((98_000 / (1 + i * 0.8)) * 0.04 * random()),
  clientErrors: 20,
  serverErrors: 3,
  p95Ms: 60 + random() * 800,
  bytes: Math.round(random() * 9e8),
  endpoints: 3 + (i % 9),
  firstSeen: hours(24 * (3 + i)),
  lastSeen: hours(random() * 20),
  flags: i === 3 ? ['silent'] : i === 6 ? ['new'] : i === 8 ? ['erroring'] : [],
  trend: wave(),
}));

export const groups = ['Retail', 'Carriers', 'Internal tools'].map((name, i) => ({
  name,
  members: 16 - i * 4,
  active: 14 - i * 4,
  requests: 412_000 - i * 130_000,
  errors: 9300 - i * 2000,
  p95Ms: 220 + i * 80,
  bytes: 4.1e9 - i * 1e9,
}));

const STACK = `dev.harbourline.carrier.CarrierTimeoutException: no spot rate within 1,000 ms
\tat dev.harbourline.carrier.HubClient.spot(HubClient.java:88)
\tat dev.harbourline.quote.QuoteService.price(QuoteService.java:141)
\tat org.springframework.web.method.support.InvocableHandlerMethod.doInvoke(InvocableHandlerMethod.java:255)
\tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:1089)
\tat java.base/java.lang.Thread.run(Thread.java:1583)
Caused by: java.net.http.HttpTimeoutException: request timed out
\tat java.net.http/jdk.internal.net.http.HttpClientImpl.send(HttpClientImpl.java:951)
\tat dev.harbourline.carrier.HubClient.send(HubClient.java:61)`;

const group = (id, kind, status, title, method, route, count, extra = {}) => ({
  id,
  kind,
  title,
  method,
  route,
  status,
  type: '',
  message: '',
  field: null,
  count,
  share: count / 12_000,
  consumers: Math.ceil(count / 40),
  firstSeen: hours(9),
  lastSeen: hours(0.1),
  state: 'ongoing',
  ...extra,
});
export const errors = {
  server: [
    group('e1', 'exception', 503, 'CarrierTimeoutException in HubClient.spot', 'POST', '/v2/quotes', 8302, {
      type: 'CarrierTimeoutException',
      message: 'no spot rate within 1,000 ms',
      state: 'new',
      stacktrace: STACK,
    }),
    group(
      'e2',
      'status',
      500,
      'POST /v2/customs/declarations answers 500',
      'POST',
      '/v2/customs/declarations',
      71,
    ),
    group(
      'e3',
      'exception',
      500,
      'NullPointerException in RouteMapper.apply',
      'PUT',
      '/v2/shipments/{id}/route',
      7,
      {
        type: 'NullPointerException',
        message: 'Cannot invoke "Leg.port()" because "leg" is null',
        stacktrace: null,
      },
    ),
  ],
  validation: [
    group('v1', 'validation', 422, 'body.weight_kg must be greater than 0', 'POST', '/v2/quotes', 2210, {
      field: 'body.weight_kg',
      message: 'must be greater than 0',
    }),
    group(
      'v2',
      'validation',
      422,
      'body.hs_code has 6 to 10 digits',
      'POST',
      '/v2/customs/declarations',
      1603,
      { field: 'body.hs_code', message: 'has 6 to 10 digits' },
    ),
  ],
  client: [
    group('k1', 'status', 401, 'POST /oauth/token answers 401', 'POST', '/oauth/token', 4440),
    group('k2', 'status', 404, 'GET /v2/shipments/{id} answers 404', 'GET', '/v2/shipments/{id}', 1863),
  ],
};

/** One bar per step; a spike of 5xx six hours ago, the last bar half full. */
export function bars(from, to, step, scale = 1) {
  const result = [];
  const spike = NOW - 6 * 3_600_000;
  for (let at = Math.ceil(from / (step * 1000)) * step * 1000; at < to; at += step * 1000) {
    const filled = Math.min(1, (NOW - at) / (step * 1000));
    const total = load(at) * 12.5 * step * scale * filled * (0.96 + random() * 0.08);
    const near = Math.max(0, 1 - Math.abs(at - spike) / 2_400_000);
    const serverErrors = Math.round(total * (0.0006 + near * 0.19));
    const clientErrors = Math.round(total * (0.031 + random() * 0.006));
    const redirects = Math.round(total * 0.015);
    const active = Math.round(40 + load(at) * 120);
    result.push({
      at: iso(at),
      successful: Math.max(0, Math.round(total) - serverErrors - clientErrors - redirects),
      redirects,
      clientErrors,
      serverErrors,
      requestBytes: Math.round(total * 1170),
      responseBytes: Math.round(total * 13_500),
      consumers: active,
      newConsumers: Math.round(active * 0.03 * random()),
    });
  }
  return result;
}

const LIMITS = [0, 5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 10_240];
export const heatRows = LIMITS.slice(1).map((highMs, i) => ({ lowMs: LIMITS[i], highMs }));
const spread = (peak, size) =>
  heatRows.map((_, row) => Math.round(size * Math.exp(-((row - peak) ** 2) / 2.4)));

export function latency(from, to, step, scale = 1) {
  const list = bars(from, to, step);
  const slow = (bar) => 1 + 3.5 * (bar.serverErrors / Math.max(1, bar.successful));
  return {
    bars: list.map((bar) => ({
      at: bar.at,
      requests: bar.successful,
      p50Ms: 38 * slow(bar) * scale * (0.95 + random() * 0.1),
      p75Ms: 96 * slow(bar) * scale * (0.95 + random() * 0.1),
      p95Ms: 420 * slow(bar) * scale * (0.93 + random() * 0.14),
      p99Ms: 1480 * slow(bar) * scale * (0.9 + random() * 0.2),
      apdex: 0.95 - 0.3 * (slow(bar) - 1),
    })),
    heatmap: {
      rows: heatRows,
      columns: list.map((bar) => ({
        at: bar.at,
        counts: spread(4.2 + (slow(bar) - 1) * 3, bar.successful / 3),
      })),
    },
    histogram: heatRows.map((row, i) => ({ ...row, count: spread(4.2, 190_000)[i] })),
  };
}

export const figures = {
  requests: 871_204,
  successful: 819_100,
  redirects: 13_000,
  clientErrors: 30_409,
  serverErrors: 8695,
  errorRate: 0.0449,
  requestBytes: 1.02e9,
  responseBytes: 1.18e10,
  consumers: 446,
  newConsumers: 9,
  p50Ms: 41.2,
  p75Ms: 97.5,
  p95Ms: 438,
  p99Ms: 1612,
  meanMs: 102,
  apdex: 0.93,
  slowShare: 0.041,
};
export const previousFigures = {
  ...figures,
  requests: 811_904,
  errorRate: 0.0338,
  requestBytes: 0.95e9,
  responseBytes: 1.09e10,
  consumers: 431,
  p50Ms: 40.1,
  p95Ms: 402,
  p99Ms: 1490,
  apdex: 0.95,
  slowShare: 0.036,
};
