import { DAY, iso, NOW } from './fake-data.mjs';
import { keys } from './fake-keys.mjs';

/** Statements of usage, as if the month before were over. */

const HASH = '9f2c61d0a8b7e3f4c5d6a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6';
const ZERO = {
  calls: 0,
  billable: 0,
  refused: 0,
  serverErrors: 0,
  rateLimited: 0,
  requestBytes: 0,
  responseBytes: 0,
};
const counts = (calls) => ({
  calls,
  billable: Math.round(calls * 0.93),
  refused: Math.round(calls * 0.03),
  serverErrors: Math.round(calls * 0.01),
  rateLimited: Math.round(calls * 0.02),
  requestBytes: calls * 120,
  responseBytes: calls * 2_400,
});
const sum = (all) =>
  all.reduce(
    (total, one) => Object.fromEntries(Object.entries(total).map(([name, n]) => [name, n + one[name]])),
    ZERO,
  );

const idOf = (i) => `0b9f2c1e-1111-4a52-9d7e-${String(i).padStart(12, '0')}`;
const stateOf = (i) => (i < 4 ? 'final' : i === 4 ? 'void' : 'draft');
const consumerOf = (i) => ({ id: keys[i].consumer.id, name: keys[i].consumer.name ?? null });

const period = (month) => ({
  month,
  from: iso(NOW - 57 * DAY),
  to: iso(NOW - 27 * DAY),
  closesAt: iso(NOW - 27 * DAY + 3_600_000),
});

export function statementList(query, quiet) {
  const { month, from, to, closesAt } = period(query.get('month') ?? '2026-10');
  const zone = query.get('zone') ?? 'UTC';
  const items = keys.map((_key, i) => ({
    id: idOf(i),
    consumer: consumerOf(i),
    state: stateOf(i),
    month,
    zone,
    total: stateOf(i) === 'void' ? ZERO : counts(Math.round(900_000 / (i + 1))),
    late: stateOf(i) === 'final' ? (i === 1 ? counts(1_240) : ZERO) : null,
    entries: stateOf(i) === 'draft' ? 0 : 2,
    sha256: stateOf(i) === 'draft' ? null : HASH,
    madeAt: stateOf(i) === 'draft' ? null : iso(NOW - 24 * DAY),
  }));
  return {
    month,
    zone,
    from,
    to,
    closesAt,
    due: true,
    counted: true,
    completeness: {
      complete: quiet,
      missingBatches: quiet ? 0 : 2,
      instances: quiet ? [] : ['5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11'],
      missing: quiet
        ? []
        : [{ instance: '5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11', epoch: 3, first: 1841, last: 1842 }],
    },
    unassigned: quiet ? ZERO : counts(310),
    items: quiet ? [] : items,
    nextCursor: null,
  };
}

const ROUTES = ['GET /v2/rates', 'POST /v2/orders', 'GET /v2/orders/{id}', 'DELETE /v2/orders/{id}'];
const lines = (calls, key) =>
  ROUTES.map((text, i) => ({
    key: { id: key.id, name: key.name },
    method: text.split(' ')[0],
    route: text.split(' ')[1],
    counts: counts(Math.round(calls / (i + 1))),
  }));

const entry = (number, kind, reason, all, at) => ({
  number,
  kind,
  reason,
  missing: number === 1 ? ['5f6d2c9a-1111-4a52-9d7e-0c2f4f9a1b11/3/1841-1842'] : [],
  sha256: HASH.slice(number) + HASH.slice(0, number),
  counts: sum(all.map((line) => line.counts)),
  lines: all,
  createdAt: iso(at),
  createdBy: 'ann@example.com',
});

/** An amendment as an entry: the figures that it names, of the line that it names. */
const amendment = ({ reason, lines: amended }, n) =>
  entry(
    3 + n,
    'amendment',
    reason,
    amended.map(({ key = '', method = '', route = '', ...figures }) => ({
      key: { id: key, name: keys.find((one) => one.id === key)?.name ?? '' },
      method,
      route,
      counts: { ...ZERO, ...figures },
    })),
    NOW,
  );

/** The first has an adjustment; those from the sixth on are drafts. */
export function statementOf(id, amendments = []) {
  const i = Number(id.slice(-12));
  const stated = lines(Math.round(400_000 / (i + 1)), keys[i]);
  const late = lines(620, keys[i]).slice(0, 2);
  const both = stated.map((line, n) => ({
    ...line,
    counts: late[n] ? sum([line.counts, late[n].counts]) : line.counts,
  }));
  const draft = stateOf(i) === 'draft';
  return {
    id,
    consumer: consumerOf(i),
    state: stateOf(i),
    zone: 'Europe/Berlin',
    ...period('2026-10'),
    due: draft,
    total: sum((draft ? stated : both).map((line) => line.counts)),
    lines: draft ? stated : both,
    entries: draft
      ? []
      : [
          entry(1, 'final', 'The host of the two batches is gone', stated, NOW - 24 * DAY),
          entry(2, 'adjustment', 'Batch 1841 came after all', late, NOW - 20 * DAY),
          ...amendments.map(amendment),
        ],
    broken: [],
  };
}

export const recomputedOf = (id) =>
  id === idOf(1)
    ? {
        unchanged: false,
        broken: [],
        differences: lines(900, keys[1])
          .slice(0, 1)
          .map(({ counts: ledger, ...name }) => ({
            ...name,
            stated: ZERO,
            ledger,
            difference: ledger,
          })),
      }
    : { unchanged: true, broken: [], differences: [] };

export const statementId = idOf(0);
