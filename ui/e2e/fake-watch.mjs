import { DAY, iso, NOW } from './fake-data.mjs';

/** Monitors, rules, alerts and channels. */

const list = (items) => ({ items, nextCursor: null });
const ok = (data, status = 200) => ({ status, data });
const HOUR = 3_600_000;
const id = (i) => `0b9f2c1e-0000-4a52-9d7e-${String(i).padStart(12, '0')}`;

const nothing = {
  url: null,
  method: null,
  headerNames: null,
  body: null,
  expectedStatus: null,
  bodyContains: null,
  jsonPath: null,
  jsonValue: null,
  latencyLimitMs: null,
  certificateDays: null,
  maxRedirects: null,
  timeoutSeconds: null,
  host: null,
  port: null,
  schedule: null,
  zone: null,
  graceSeconds: null,
  environment: null,
  expect: null,
};

const segmentsOf = (state, i) =>
  Array.from({ length: 60 }, (_, n) => {
    if (state === 'unknown' || (i === 2 && n < 12)) return 'none';
    if (state === 'down' && n > 56) return 'down';
    return (n * 7 + i * 13) % 41 === 0 ? 'down' : i === 3 && n > 30 && n < 36 ? 'maintenance' : 'up';
  });

const monitor = (i, kind, name, group, state, spec = {}) => ({
  id: id(i),
  kind,
  name,
  group,
  intervalSeconds: 60,
  retries: 1,
  state,
  since: iso(NOW - 7 * HOUR),
  cause: state === 'down' ? 'Status 503, expected 200-399.' : '',
  lastCheckAt: state === 'unknown' ? null : iso(NOW - 20_000),
  certificateUntil: kind === 'tls' ? iso(NOW + 9 * DAY) : kind === 'http' ? iso(NOW + 61 * DAY) : null,
  lastSignalAt: kind === 'push' ? iso(NOW - 5 * HOUR) : null,
  uptimes: state === 'unknown' ? [null, null, null, null] : [0.99983, 0.9991, 0.99871, null],
  segments: segmentsOf(state, i),
  latencies: Array.from({ length: 60 }, (_, n) =>
    ['push', 'heartbeat'].includes(kind) ? null : 40 + 12 * Math.sin(n / 6 + i),
  ),
  createdAt: iso(NOW - 40 * DAY),
  createdBy: 'ines@harbourline.example',
  ...nothing,
  ...spec,
});

const monitors = [
  monitor(1, 'heartbeat', 'Instances in prod', 'Production', 'up', { environment: 'prod', expect: 'any' }),
  monitor(2, 'http', 'Quotes API', 'Production', 'down', {
    url: 'https://api.harbourline.example/health',
    headerNames: ['Authorization'],
    jsonPath: '$.state',
    jsonValue: 'ok',
  }),
  monitor(3, 'http', 'Tracking', 'Production', 'maintenance', { url: 'https://t.harbourline.example/' }),
  monitor(4, 'tcp', 'Postgres', 'Production', 'up', { host: 'db.harbourline.example', port: 5432 }),
  monitor(5, 'tls', 'Partner certificate', '', 'up', { host: 'partner.example', port: 443 }),
  monitor(6, 'push', 'Nightly export', '', 'unknown', { schedule: '15 3 * * *', zone: 'Europe/Berlin' }),
  monitor(7, 'http', 'Old docs', '', 'paused', { url: 'https://docs.harbourline.example/' }),
];

const phases = (i) => ({
  dnsMs: 1.2 + (i % 3),
  connectMs: 8.4,
  tlsMs: 17.2,
  firstByteMs: 34 + (i % 11),
  totalMs: 62 + (i % 13),
});

const rule = (i, name, severity, condition, words, extra = {}) => ({
  id: id(100 + i),
  name,
  severity,
  enabled: true,
  condition,
  words,
  unit: '',
  channels: [id(201)],
  state: 'ok',
  since: iso(NOW - 3 * DAY),
  value: null,
  evaluatedAt: iso(NOW - 30_000),
  firing: 0,
  silenced: false,
  lastFiredAt: iso(NOW - i * DAY),
  createdAt: iso(NOW - 40 * DAY),
  createdBy: 'ines@harbourline.example',
  changedAt: iso(NOW - 40 * DAY),
  ...extra,
});

const rules = [
  rule(
    1,
    'Server errors',
    'critical',
    {
      metric: 'server_error_rate',
      comparison: 'above',
      threshold: 5,
      windowMinutes: 5,
      filter: 'path:/v2/quotes*',
    },
    '5xx rate above 5% over 5 min',
    { state: 'firing', firing: 1, value: 8.2, unit: '%' },
  ),
  rule(2, 'Monitor down', 'critical', { metric: 'monitor_down' }, 'Monitor is down', {
    state: 'firing',
    firing: 2,
  }),
  rule(
    3,
    'Slow answers',
    'warning',
    { metric: 'p95', comparison: 'above', threshold: 1000, windowMinutes: 10 },
    'p95 above 1000 ms over 10 min',
    { value: 438, unit: 'ms', silenced: true },
  ),
  rule(4, 'Consumer stopped', 'info', { metric: 'consumer_silent' }, 'Consumer is silent', { channels: [] }),
];

const slo = (i, name, objective, words, extra = {}) => ({
  id: id(1100 + i),
  name,
  objective,
  words,
  requests: 2.1e7,
  bad: 9_450,
  good: 0.99955,
  budgetLeft: 0.55,
  burnHour: 0.4,
  burnSixHours: 0.6,
  rules: [],
  createdAt: iso(NOW - 40 * DAY),
  createdBy: 'ines@harbourline.example',
  changedAt: iso(NOW - 40 * DAY),
  ...extra,
});

const slos = [
  slo(
    1,
    'Quotes are answered',
    { kind: 'availability', targetPercent: 99.9, windowDays: 30, filter: 'path:/v2/quotes*' },
    '99.9% of requests without 5xx over 30 days',
    {
      budgetLeft: 0.12,
      burnHour: 18.2,
      burnSixHours: 7.1,
      good: 0.99912,
      rules: [{ id: id(101), name: 'Server errors' }],
    },
  ),
  slo(
    2,
    'Tracking is fast',
    { kind: 'latency', targetPercent: 95, windowDays: 28, thresholdMs: 300, environment: 'prod' },
    '95% of requests within 300 ms over 28 days',
  ),
];

const delivery = (state, answer) => ({
  id: id(301),
  channelId: id(201),
  channelName: 'Ops chat',
  state,
  attempts: state === 'failed' ? 51 : 1,
  createdAt: iso(NOW - HOUR),
  finishedAt: state === 'waiting' ? null : iso(NOW - HOUR),
  nextAt: state === 'waiting' ? iso(NOW) : null,
  answer,
});

const alert = (i, of, endedAt, extra = {}) => ({
  id: id(400 + i),
  ruleId: of.id,
  ruleName: of.name,
  incident: id(500),
  subject: '',
  label: '',
  severity: of.severity,
  startedAt: iso(NOW - (i + 1) * 9 * HOUR),
  endedAt,
  value: 8.2,
  peak: 11.4,
  silenced: false,
  detail: '',
  acknowledgedAt: null,
  acknowledgedBy: '',
  note: '',
  deliveries: [delivery('delivered', 'HTTP 200: ok')],
  ...extra,
});

const alerts = [
  alert(0, rules[0], null),
  alert(1, rules[1], null, {
    label: 'Quotes API',
    detail: 'Status 503, expected 200-399.',
    acknowledgedAt: iso(NOW - HOUR),
    acknowledgedBy: 'ines@harbourline.example',
  }),
  alert(2, rules[2], iso(NOW - 26 * HOUR), { silenced: true, deliveries: [] }),
  alert(3, rules[0], iso(NOW - 35 * HOUR), { deliveries: [delivery('failed', 'HTTP 404: no such hook')] }),
];

export const channels = [
  {
    id: id(201),
    kind: 'slack',
    name: 'Ops chat',
    enabled: true,
    config: {},
    secrets: ['url'],
    createdAt: iso(NOW - 40 * DAY),
    createdBy: 'ines@harbourline.example',
  },
  {
    id: id(202),
    kind: 'email',
    name: 'On call',
    enabled: true,
    config: { to: 'oncall@harbourline.example' },
    secrets: [],
    createdAt: iso(NOW - 40 * DAY),
    createdBy: 'ines@harbourline.example',
  },
];

const points = Array.from({ length: 240 }, (_, i) => ({
  at: iso(NOW - (240 - i) * 3 * HOUR),
  value: i % 40 === 7 ? null : 1.4 + Math.sin(i / 8) + (i % 67 === 12 ? 7 : 0),
}));

export const watchOf = {
  monitors: (_, quiet) => ok(list(quiet ? [] : monitors)),
  rules: (_, quiet) => ok(list(quiet ? [] : rules)),
  alerts: (_, quiet) => ok(list(quiet ? [] : alerts)),
  slos: (_, quiet) => ok(list(quiet ? [] : slos)),
  'quiet-times': () =>
    ok(
      list([
        {
          id: id(601),
          kind: 'maintenance',
          name: 'Database upgrade',
          targets: [id(3)],
          startsAt: iso(NOW - HOUR),
          endsAt: iso(NOW + HOUR),
          repeats: 'never',
          active: true,
          createdAt: iso(NOW - DAY),
          createdBy: 'ines@harbourline.example',
        },
      ]),
    ),
  'rules/templates': () =>
    ok(
      list(
        rules.map(({ name, severity, condition, words }, i) => ({
          id: `t${i}`,
          name,
          severity,
          condition,
          words,
        })),
      ),
    ),
  'rules/backtest': () =>
    ok({
      possible: true,
      from: points[0].at,
      to: iso(NOW),
      exactFrom: iso(NOW - 13 * DAY),
      words: '5xx rate above 5% over 5 min',
      unit: '%',
      firings: [12, 79, 146].map((i) => ({ from: points[i].at, to: points[i + 1].at, peak: 9.4, label: '' })),
      points,
    }),
  'monitors/checks': () =>
    ok(
      list(
        Array.from({ length: 120 }, (_, i) => ({
          at: iso(NOW - i * 60_000),
          outcome: i < 3 ? 'down' : 'up',
          cause: i < 3 ? 'Status 503, expected 200-399.' : '',
          status: i < 3 ? 503 : 200,
          ...phases(i),
        })),
      ),
    ),
  'monitors/series': () =>
    ok({
      from: iso(NOW - DAY),
      to: iso(NOW),
      stepSeconds: 720,
      bars: Array.from({ length: 120 }, (_, i) => ({
        at: iso(NOW - DAY + i * 720_000),
        up: 12,
        down: 0,
        maintenance: 0,
        ...phases(i),
      })).filter((_, i) => i < 40 || i > 52),
    }),
  'monitors/incidents': () =>
    ok(
      list([
        {
          id: id(701),
          monitorId: id(2),
          startedAt: iso(NOW - 7 * HOUR),
          endedAt: null,
          cause: 'Status 503, expected 200-399.',
        },
        {
          id: id(702),
          monitorId: id(2),
          startedAt: iso(NOW - 19 * HOUR),
          endedAt: iso(NOW - 19 * HOUR + 540_000),
          cause: 'api.harbourline.example did not answer in time.',
        },
      ]),
    ),
};

export const watchDetail = {
  monitors: (wanted) => monitors.find((one) => one.id === wanted),
  rules: (wanted) => rules.find((one) => one.id === wanted),
  slos: (wanted) => {
    const found = slos.find((one) => one.id === wanted);
    return (
      found && {
        ...found,
        points: Array.from({ length: 120 }, (_, i) => ({
          at: iso(NOW - (120 - i) * 6 * HOUR),
          budgetLeft: 1 - (1 - found.budgetLeft) * (i / 119) ** 2,
        })),
      }
    );
  },
};
