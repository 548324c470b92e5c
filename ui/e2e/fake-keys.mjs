import { consumers, DAY, endpoints, iso, NOW } from './fake-data.mjs';

/** API keys and what they were used for. */

const STATES = ['active', 'active', 'active', 'expired', 'disabled', 'revoked'];

const secret = (i, old) => ({
  id: `k${i}${old ? 'old' : 'new'}`.padEnd(12, 'x'),
  prefix: `gh_prod_k${i}${old ? 'old' : 'new'}`.padEnd(20, 'x'),
  createdAt: iso(NOW - (old ? 90 : 20) * DAY),
  validUntil: old ? iso(NOW + DAY) : null,
  lastUsedAt: iso(NOW - i * 3_600_000),
  requests: Math.round(900_000 / (i + 1)) * (old ? 0.12 : 0.88),
});

export const keys = consumers.slice(0, 24).map(({ identifier, name, group }, i) => ({
  id: `0b9f2c1e-0000-4a52-9d7e-${String(i).padStart(12, '0')}`,
  name: `${name ?? identifier} live`,
  environment: 'prod',
  consumer: { id: identifier, name, group },
  scopes: i % 3 === 0 ? [] : ['orders:*', 'products:read'],
  allow: i % 4 === 0 ? ['203.0.113.0/24', '2001:db8::/32'] : [],
  deny: [],
  limits: [{ name: 'minute', calls: 600, seconds: 60 }],
  tags: ['partner'],
  externalId: null,
  state: STATES[i % STATES.length],
  stateReason: STATES[i % STATES.length] === 'revoked' ? 'leaked in a public repository' : '',
  expiresAt: i % 2 ? iso(NOW + 200 * DAY) : null,
  createdAt: iso(NOW - 90 * DAY),
  createdBy: 'ann@example.com',
  changedAt: iso(NOW - DAY),
  firstUsedAt: i === 5 ? null : iso(NOW - 80 * DAY),
  lastUsedAt: i === 5 ? null : iso(NOW - i * 3_600_000),
  requests: i === 5 ? 0 : Math.round(900_000 / (i + 1)),
  secrets: i === 0 ? [secret(i, false), secret(i, true)] : [secret(i, false)],
}));

/** Who guesses, and where a key was used from. */
const signals = (query, quiet) => {
  const kind = query.get('kind') ?? 'all';
  const id = query.get('key');
  const of = (kindOf, value, hours, calls, ids, key = null) => ({
    kind: kindOf,
    key,
    value,
    firstAt: iso(NOW - (hours + 30) * 3_600_000),
    lastAt: iso(NOW - hours * 3_600_000),
    calls,
    secrets: ids,
  });
  const key = { id: keys[0].id, name: keys[0].name };
  const all = [
    of('guessing', '203.0.113.77', 0.2, 1_284, 128),
    of('guessing', '2001:db8:77::1', 3, 41, 2),
    of('guessing', '198.51.100.9', 40, 60, 60),
    ...(id && id !== keys[0].id
      ? []
      : [
          of('network', '198.51.100.0/24', 0.1, 1, 0, key),
          of('network', '2001:db8:4::/48', 20, 1, 0, key),
          of('route', 'GET /v2/shipments/{id}', 0.1, 80_412, 0, key),
          of('route', 'POST /v2/quotes', 3, 1_204, 0, key),
          of('agent', 'okhttp/4.12.0', 0.1, 1, 0, key),
          of(
            'agent',
            'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)',
            20,
            1,
            0,
            key,
          ),
        ]),
  ];
  return all.filter((one) => !quiet && (kind === 'all' || one.kind === kind));
};

const DAYS = (at) => (at === null ? null : (Date.parse(at) - NOW) / DAY);

export const inNeed = (attention) =>
  keys.filter((key) => {
    if (attention === 'unused') return false;
    if (attention === 'never') return key.requests === 0;
    if (attention === 'expiring') return key.expiresAt !== null && DAYS(key.expiresAt) < 14;
    if (attention === 'oldSecret') return key.secrets.length > 1;
    return true;
  });

const audit = (id) =>
  ['api-key.rotate', 'api-key.update', 'api-key.create'].map((action, i) => ({
    id: String(90 - i),
    at: iso(NOW - (i * 30 + 20) * DAY),
    actor: 'ann@example.com',
    action,
    target: `shop ${id}`,
    detail: action === 'api-key.rotate' ? '{"overlapHours":24}' : '{"scopes":["orders:*","products:read"]}',
    address: '198.51.100.4',
    hash: '9f2c'.repeat(16),
  }));

/** As the server reads it: a row without a hash is wrong. */
const imported = ({ csv = '' }) => {
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line, i) => {
      const right = /[0-9a-f]{64}/.test(line);
      return {
        row: i + 1,
        status: right ? 'imported' : 'invalid',
        id: null,
        detail: right ? null : 'The field hash is empty; it has to be 64 hexadecimal digits.',
      };
    });
  const invalid = rows.filter((row) => row.status === 'invalid').length;
  return { imported: rows.length - invalid, duplicates: 0, invalid, rows };
};

/** What is below a page's own list and detail; undefined = something else. */
export function belowKeys({ method, path, query, body }, quiet) {
  const [, , , , id, last] = path.split('/');
  if (id === 'signals') return { items: signals(query, quiet) };
  if (id === 'import' && method === 'POST') return imported(body);
  return last === 'audit' ? { items: audit(id), nextCursor: null } : undefined;
}

export const sums = (served) => ({
  requests: Math.round(served * 1.08),
  served,
  serverErrors: Math.round(served * 0.01),
  refused: Math.round(served * 0.05),
  rateLimited: Math.round(served * 0.02),
  billable: Math.round(served * 0.97),
  meanMs: 41.2,
  requestBytes: served * 120,
  responseBytes: served * 2_400,
});

export function usage(by, quiet) {
  const parts = by.split(',');
  const of = (key, i) => ({
    key: parts.includes('key') ? { id: key.id, name: key.name } : null,
    consumer: parts.includes('consumer') ? key.consumer.id : null,
    method: parts.includes('endpoint') ? endpoints[i % endpoints.length].method : null,
    route: parts.includes('endpoint') ? endpoints[i % endpoints.length].route : null,
    refusal: parts.includes('refusal') ? (i % 3 ? '' : 'rate-limited') : null,
    version: parts.includes('version') ? (i ? `2.${i}.0` : '') : null,
    sums: sums(Math.round(800_000 / (i + 1))),
  });
  const items = quiet ? [] : keys.map(of);
  return {
    total: sums(items.reduce((total, item) => total + item.sums.served, 0)),
    items,
    more: false,
    completeness: quiet
      ? { complete: true, missingBatches: 0, instances: [], missing: [] }
      : {
          complete: false,
          missingBatches: 2,
          instances: ['5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11'],
          missing: [{ instance: '5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11', epoch: 3, first: 1841, last: 1842 }],
        },
  };
}

const columns = (text) =>
  text.split(', ').map((part) => {
    const [name, type, about = ''] = part.split(' ');
    return { name, type, about };
  });

export const queryViews = {
  items: [
    {
      name: 'v_usage_minute',
      about: 'Calls by API key, as they were counted, per minute (13 months; before, per day).',
      columns: columns(
        'minute TIMESTAMP UTC., key_id VARCHAR, consumer VARCHAR, route VARCHAR, requests BIGINT',
      ),
    },
    {
      name: 'v_usage_day',
      about: 'Calls by API key per day (5 years).',
      columns: columns('day DATE UTC., key_id VARCHAR, consumer VARCHAR, route VARCHAR, requests BIGINT'),
    },
    {
      name: 'v_key',
      about: 'API keys, whatever the range.',
      columns: columns('key_id VARCHAR, name VARCHAR, scopes VARCHAR[]'),
    },
    {
      name: 'v_request',
      about: 'Recorded requests (30 days), without query, headers, bodies and log lines.',
      columns: columns('started_at TIMESTAMP UTC., path VARCHAR, status SMALLINT'),
    },
  ],
};

export const queryResult = {
  columns: columns('method VARCHAR, route VARCHAR, calls HUGEINT, mean_ms DOUBLE').map(({ name, type }) => ({
    name,
    type,
  })),
  rows: endpoints.map((one, i) => [one.method, one.route, 90_000 - 1_234 * i, i % 4 ? 41.5 + i : null]),
  cut: true,
  from: '2026-03-01T00:00:00Z',
  to: '2026-03-02T00:00:00Z',
};

let limits = [
  { level: 'group', name: 'Retail', limits: [{ name: 'burst', calls: 1200, seconds: 90 }] },
  { level: 'consumer', name: 'acme', limits: [{ name: 'daily', calls: 500_000, seconds: 86_400 }] },
];

/** Limits that keys share. */
export const keyDefaults = () => limits;

/** No limits: it is gone. */
export function setKeyDefault(wanted) {
  limits = limits.filter((one) => one.level !== wanted.level || one.name !== wanted.name);
  if (wanted.limits.length > 0) limits.push(wanted);
}
