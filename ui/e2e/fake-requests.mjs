import { bars, consumers, DAY, iso, NOW } from './fake-data.mjs';

/** Invented single requests: 24 hours of them, one every few seconds, made when they are asked for. */

const EVERY_MILLIS = 860;
const COUNT = Math.floor(DAY / EVERY_MILLIS);
const PATHS = [
  ['POST', '/v2/quotes', '/v2/quotes'],
  ['GET', '/v2/shipments/{id}', '/v2/shipments/SH-48077'],
  ['GET', '/v2/rates', '/v2/rates?from=GDN&to=RTM'],
  ['POST', '/oauth/token', '/oauth/token'],
  ['POST', '/v2/labels', '/v2/labels'],
];

/** The n-th newest request. */
export function request(n) {
  const dice = (n * 7919) % 97;
  const [method, route, path] = PATHS[dice % PATHS.length];
  const failing = dice % 12 === 4;
  const consumer = dice % 9 === 0 ? undefined : consumers[dice % consumers.length];
  return {
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    environment: 'prod',
    at: iso(NOW - n * EVERY_MILLIS),
    method,
    route,
    url: `https://api.harbourline.example${path}`,
    status: failing ? 503 : dice % 17 === 3 ? 404 : dice % 31 === 5 ? 304 : 200,
    consumer: consumer?.identifier ?? null,
    consumerName: consumer?.name ?? null,
    consumerGroup: consumer?.group ?? null,
    key: consumer ? '0b9f2c1e-0000-4a52-9d7e-000000000000' : null,
    keyName: consumer ? 'Acme Logistics live' : null,
    refusal: dice % 17 === 3 ? 'scope' : null,
    version: dice % 5 ? '2.4.1' : null,
    durationMs: failing ? 2010 + dice : 12 + dice * 3.1,
    requestBytes: method === 'POST' ? 412 : 0,
    responseBytes: 900 + dice * 77,
    clientAddress: '203.0.113.42',
    traceId: failing ? '0af7651916cd43dd8448eb211c80319c' : null,
    instance: '5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11',
    exception: failing
      ? { type: 'CarrierTimeoutException', message: 'no spot rate within 1,000 ms', stacktrace: null }
      : null,
    hasLogs: failing,
    hasTrace: failing,
    hasBody: method === 'POST',
    corrected: '',
    ending: dice === 40 ? 'failed' : dice === 41 ? 'aborted' : 'complete',
    weight: dice % 13 === 6 ? 10 : 0,
  };
}

const PAGE = 500;
export function page(query) {
  const first = Number(query.get('cursor') || 0);
  const size = Math.min(Number(query.get('limit') || PAGE), COUNT - first);
  const q = query.get('q') ?? '';
  const empty = q.includes('nothing');
  if (q.includes('has:trace')) return { items: [request(38)], nextCursor: null };
  const slow = q.includes('body:slow');
  const status = /status:(\d)/.exec(q)?.[1];
  const items = empty ? [] : Array.from({ length: size }, (_, i) => request(first + i));
  return {
    items: items.filter((item) => !status || String(item.status).startsWith(status)),
    nextCursor: empty || first + size >= COUNT ? null : String(first + size),
    searchedTo: slow && first === 0 ? iso(NOW - PAGE * EVERY_MILLIS) : null,
    filterProblems: [],
  };
}

export function strip(query) {
  const from = Date.parse(query.get('from') ?? iso(NOW - DAY));
  const to = Date.parse(query.get('to') ?? iso(NOW));
  const step = Number(query.get('step') ?? 900);
  return {
    from: iso(from),
    to: iso(to),
    stepSeconds: step,
    searchedTo: null,
    bars: bars(from, to, step).map(({ at, successful, redirects, clientErrors, serverErrors }) => ({
      at,
      successful: Math.round(successful / 9),
      redirects: Math.round(redirects / 9),
      clientErrors: Math.round(clientErrors / 9),
      serverErrors: Math.round(serverErrors / 9),
    })),
  };
}

const span = (id, parentId, name, kind, startOffsetMs, durationMs, attributes = {}, status = 'OK') => ({
  id,
  parentId,
  name,
  kind,
  startOffsetMs,
  durationMs,
  status,
  attributes,
});

export function detail(id, hidden) {
  const n = Number(id.split('-').at(-1));
  if (Number.isNaN(n)) return undefined;
  const base = request(n);
  const body = (text) =>
    hidden
      ? { state: 'hidden', text: null, base64: false }
      : { state: text === null ? 'none' : 'captured', text, base64: false };
  const start = Date.parse(base.at);
  const line = (offset, level, message) => ({
    at: iso(start + offset),
    level,
    message,
    logger: 'dev.harbourline.quote.QuoteService',
    file: 'QuoteService.java',
    line: 141,
  });
  const selects = Array.from({ length: 6 }, (_, i) =>
    span(`l${i}`, 'p', 'SELECT lanes', 'CLIENT', 14 + i * 2, 1.6, { 'db.system': 'postgresql' }),
  );
  return {
    ...base,
    exception: base.exception && {
      ...base.exception,
      ...(hidden && { message: '' }),
      stacktrace: hidden
        ? null
        : 'CarrierTimeoutException: no spot rate within 1,000 ms\n\tat dev.harbourline.carrier.HubClient.spot(HubClient.java:88)\n\tat dev.harbourline.quote.QuoteService.price(QuoteService.java:141)\n\tat org.springframework.web.method.HandlerMethod.invoke(HandlerMethod.java:190)',
    },
    requestHeaders: hidden
      ? null
      : [
          { name: 'Authorization', value: '[REDACTED]' },
          { name: 'Content-Type', value: 'application/json' },
          { name: 'X-Request-Id', value: 'req_7fk2q9x0' },
          { name: 'User-Agent', value: '<b>Not bold</b> \u202egnp' },
        ],
    responseHeaders: hidden ? null : [{ name: 'content-type', value: 'application/json; charset=utf-8' }],
    requestBody: body(
      base.hasBody
        ? JSON.stringify({
            origin: 'PLGDN',
            destination: 'NLRTM',
            weight_kg: 1840,
            shipper: { name: 'Osprey Parts', email: '[REDACTED]', phone: '[REDACTED]' },
            lines: Array.from({ length: 8 }, (_, i) => ({ sku: `SKU-${1000 + i}`, quantity: i + 1 })),
            note: null,
          })
        : null,
    ),
    responseBody: body('{"error":"no spot rate","retry":true}'),
    logs: hidden
      ? null
      : base.hasLogs
        ? [
            line(12, 'info', 'pricing 1 lane for Osprey Parts'),
            line(1018, 'warn', 'carrier-hub timed out, retry 1 of 1'),
            line(2003, 'error', 'no spot rate for PLGDN-NLRTM'),
          ]
        : [],
    spans: base.hasTrace
      ? [
          span('r', null, 'POST /v2/quotes', 'SERVER', 0, 2012),
          span('j', 'r', 'JwtFilter.verify', 'INTERNAL', 3, 6),
          span('p', 'r', 'QuoteService.price', 'INTERNAL', 12, 1994),
          ...selects,
          span(
            'c1',
            'p',
            'GET carrier-hub /spot',
            'CLIENT',
            28,
            990,
            { 'http.response.status_code': 504 },
            'ERROR',
          ),
          span('c2', 'p', 'GET carrier-hub /spot', 'CLIENT', 1021, 982, { 'http.resend_count': 1 }, 'ERROR'),
        ]
      : [],
    attributes: hidden ? {} : { plan: 'gold', 'cart.total': 129.5 },
  };
}

export const trace = (id) => ({
  items: [4, 6].map((n, i) => ({
    ...request(n),
    traceId: id,
    app: i === 0 ? 'harbourline' : 'quiet',
    appName: i === 0 ? 'Harbourline API' : 'Quiet API',
  })),
  nextCursor: null,
});

let arrivals = 0;
/** Requests that have just arrived, as data of an event. */
export function news(count) {
  const items = Array.from({ length: count }, () => {
    arrivals += 1;
    return {
      ...request(arrivals),
      id: `10000000-0000-4000-8000-${String(arrivals).padStart(12, '0')}`,
      at: iso(Date.now()),
    };
  });
  return { items, skipped: count >= 50 ? 120 : 0 };
}
