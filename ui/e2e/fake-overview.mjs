import { iso, NOW } from './fake-data.mjs';

/** What charts mark, and what changed. */

const ok = (data, status = 200) => ({ status, data });
const HOUR = 3_600_000;
const deploy = (hours, label) => ({
  id: null,
  at: iso(NOW - hours * HOUR),
  kind: 'deploy',
  label,
  environment: 'prod',
  createdBy: null,
});

const change = (kind, tone, text, page, id = null, search = {}) => ({ kind, tone, text, page, id, search });
const q = 'endpoint:"POST /v2/quotes"';

const changes = [
  change(
    'monitor-down',
    'bad',
    'Monitor Quotes API is down since 00:50: Status 503, expected 200-399',
    'uptime',
    '1',
  ),
  change(
    'errors',
    'bad',
    '5xx on POST /v2/quotes rose from 0.12% to 4.8% since 02:05, after version quotes 4.12.0, called by 367 consumers',
    'errors',
    null,
    { tab: 'server', q },
  ),
  change(
    'new-exception',
    'bad',
    'New exception CarrierTimeout in POST /v2/quotes, 1,204 times',
    'errors',
    '7',
  ),
  change('latency', 'bad', 'p95 of POST /v2/quotes rose from 180 ms to 620 ms', 'performance', null, { q }),
  change(
    'consumer-silent',
    'bad',
    'Consumer Nordwind is silent, 2,310 requests before',
    'consumers',
    'nordwind',
  ),
  change('consumer-growth', 'plain', 'Consumer Acme sends 4.0× as much: 12.4k requests', 'consumers', 'acme'),
  change('latency', 'good', 'p95 of GET /v2/rates fell from 140 ms to 41 ms', 'performance', null, { q }),
  change('deploy', 'plain', 'Version quotes 4.12.0 runs since 01:58', 'traffic'),
];

const figures = (scale) => ({
  requests: Math.round(731_204 * scale),
  successful: Math.round(690_000 * scale),
  redirects: 10_900,
  clientErrors: 24_800,
  serverErrors: 3091,
  errorRate: 0.038 * scale,
  requestBytes: 8.56e8,
  responseBytes: 9.87e9,
  consumers: Math.round(446 * scale),
  newConsumers: 9,
  p50Ms: 41,
  p75Ms: 88,
  p95Ms: 438 * scale,
  p99Ms: 1420,
  meanMs: 96,
  apdex: 0.93,
  slowShare: 0.07,
});

const reader = (i, email, every, extra = {}) => ({
  id: `0b9f2c1e-0000-4a52-9d7e-00000000120${i}`,
  email,
  every,
  zone: 'Europe/Berlin',
  environment: '',
  active: true,
  nextAt: iso(NOW + 40 * HOUR),
  sentAt: iso(NOW - 128 * HOUR),
  answer: 'The mail server took it.',
  createdAt: iso(NOW - 900 * HOUR),
  createdBy: 'ines@harbourline.example',
  ...extra,
});

export const overviewOf = {
  report: (query, quiet) => {
    const month = query.get('every') === 'month';
    return ok({
      every: month ? 'month' : 'week',
      at: '2026-11-16',
      title: month ? 'October 2026' : 'Week of 16 November 2026',
      previousTitle: month ? 'September 2026' : 'the week before',
      previousAt: '2026-11-09',
      nextAt: '2026-11-23',
      from: iso(NOW - 300 * HOUR),
      to: iso(NOW - 132 * HOUR),
      over: true,
      current: { ...figures(7), ...(quiet && { requests: 0 }) },
      previous: quiet ? null : figures(6.6),
      up: { monitors: 7, down: 1, uptime: 0.99871, previousUptime: 0.9999 },
      unchanged: false,
      changes: quiet ? [] : changes.slice(1, 6),
      endpoints: quiet
        ? []
        : ['GET /v2/shipments/{id}/tracking', 'POST /v2/quotes', 'GET /v2/rates'].map((endpoint, i) => ({
            endpoint,
            requests: 2_196_285 - i * 700_000,
            previousRequests: 2_033_000 - i * 690_000,
            serverErrors: i === 1 ? 58_000 : 800,
            p95Ms: [88, 1420, 41][i],
          })),
      errors: quiet
        ? []
        : [
            {
              id: '7',
              title: 'CarrierTimeoutException',
              endpoint: 'POST /v2/quotes',
              count: 8302,
              isNew: true,
            },
            { id: '8', title: 'NullPointerException', endpoint: 'PUT /v2/route', count: 7, isNew: false },
          ],
      outages: 3,
      outageMillis: 5_400_000,
      alerts: 4,
    });
  },
  reports: (_, quiet) => ({
    status: 200,
    data: {
      items: quiet
        ? []
        : [
            reader(1, 'ines@harbourline.example', 'week'),
            reader(2, 'board@harbourline.example', 'month', { active: false, answer: '' }),
          ],
      nextCursor: null,
      delivered: true,
      answer: 'The mail server took it.',
    },
  }),
  overview: (_, quiet) =>
    ok({
      from: iso(NOW - 24 * HOUR),
      to: iso(NOW),
      compareFrom: iso(NOW - 48 * HOUR),
      compareTo: iso(NOW - 24 * HOUR),
      current: { ...figures(1), ...(quiet && { requests: 0 }) },
      previous: quiet ? null : figures(0.91),
      up: quiet
        ? { monitors: 0, down: 0, uptime: null, previousUptime: null }
        : { monitors: 7, down: 1, uptime: 0.99871, previousUptime: 0.9999 },
      compared: !quiet,
      unchanged: false,
      changes: quiet ? [] : changes,
    }),
  annotations: () =>
    ok({
      items: [
        deploy(8.6, 'quotes 4.12.0'),
        deploy(5.2, 'quotes 4.11.3'),
        {
          id: '0b9f2c1e-0000-4a52-9d7e-000000001001',
          at: iso(NOW - 2.1 * HOUR),
          kind: 'note',
          label: 'New carrier is live',
          environment: '',
          createdBy: 'ines@harbourline.example',
        },
      ],
      nextCursor: null,
      periods: [
        {
          kind: 'alert',
          from: iso(NOW - 8.4 * HOUR),
          to: iso(NOW - 5 * HOUR),
          label: 'Server errors',
          ruleId: null,
        },
        {
          kind: 'gap',
          from: iso(NOW - 16 * HOUR),
          to: iso(NOW - 14.5 * HOUR),
          label: 'Gatehouse did not run',
          ruleId: null,
        },
      ],
    }),
};
