import { DAY, iso, NOW } from './fake-data.mjs';

/** Status pages. */

const list = (items) => ({ items, nextCursor: null });
const ok = (data, status = 200) => ({ status, data });
const HOUR = 3_600_000;
const id = (i) => `0b9f2c1e-0000-4a52-9d7e-${String(i).padStart(12, '0')}`;
const by = 'ines@harbourline.example';

const component = (i, monitor, name, group, latency = false) => ({
  id: `c${i}x7kd2m9q`,
  monitorId: id(monitor),
  monitorName: ['', 'Instances in prod', 'Quotes API', 'Tracking', 'Postgres'][monitor] ?? 'Monitor',
  name,
  group,
  latency,
});

const page = {
  id: id(801),
  slug: 'harbourline',
  title: 'Harbourline',
  about: 'How our quotes and tracking do.',
  color: '#0f766e',
  published: true,
  url: 'https://gatehouse.harbourline.example/status/harbourline',
  components: [
    component(1, 2, 'Quotes', 'API', true),
    component(2, 3, 'Tracking', 'API', true),
    component(3, 4, 'Database', ''),
  ],
  createdAt: iso(NOW - 40 * DAY),
  createdBy: by,
  changedAt: iso(NOW - 2 * DAY),
};

const update = (i, at, state, text) => ({ id: id(900 + i), at: iso(at), state, text, createdBy: by });

const posts = [
  {
    id: id(811),
    kind: 'maintenance',
    title: 'Database upgrade',
    impact: 'none',
    components: [page.components[2].id],
    startsAt: iso(NOW + 2 * DAY),
    endsAt: iso(NOW + 2 * DAY + 2 * HOUR),
    state: 'scheduled',
    quiet: true,
    updates: [update(1, NOW - DAY, 'scheduled', 'Quotes may be slow for some minutes.')],
    createdAt: iso(NOW - DAY),
    createdBy: by,
  },
  {
    id: id(812),
    kind: 'incident',
    title: 'Quotes fail for some carriers',
    impact: 'outage',
    components: [page.components[0].id],
    startsAt: iso(NOW - 7 * HOUR),
    endsAt: null,
    state: 'identified',
    quiet: false,
    updates: [
      update(3, NOW - 6 * HOUR, 'identified', 'A certificate of a carrier ended.\nWe wait for a new one.'),
      update(2, NOW - 7 * HOUR, 'investigating', 'We look into it.'),
    ],
    createdAt: iso(NOW - 7 * HOUR),
    createdBy: by,
  },
];

export const statusOf = {
  'status-pages': (_, quiet) => ok(list(quiet ? [] : [page])),
  'status-pages/posts': () => ok(list(posts)),
};

export const statusDetail = {
  'status-pages': (wanted) => (wanted === page.id ? page : undefined),
};
