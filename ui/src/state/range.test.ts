import { autoStep, comparisonShift, neighbour, RANGES, stepChoices, windowOf } from './range';

const now = Date.UTC(2026, 10, 22, 18, 22, 10);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

test.each([
  ['1h', 60],
  ['6h', 300],
  ['24h', 900],
  ['7d', 7200],
  ['30d', 21_600],
  ['90d', 86_400],
  ['12mo', 604_800],
] as const)('windowOf_%s_hasStep_%d', (range, step) =>
  expect(windowOf({ range }, now, 'UTC').step).toBe(step),
);

test('windowOf_every_range_hasAtMost300Points', () => {
  for (const range of RANGES) {
    const window = windowOf({ range }, now, 'Europe/Warsaw');
    expect((window.to - window.from) / 1000 / window.step).toBeLessThanOrEqual(300);
  }
});
test('windowOf_sliding_startsOnBucketEdge', () => {
  const window = windowOf({ range: '24h' }, now, 'UTC');
  expect(new Date(window.from).toISOString()).toBe('2026-11-21T18:15:00.000Z');
  expect(new Date(window.to).toISOString()).toBe('2026-11-22T18:23:00.000Z');
  expect(window.live).toBe(true);
});
test('windowOf_yesterday_isLocalDayAndNotLive', () => {
  const window = windowOf({ range: 'yesterday' }, now, 'Europe/Warsaw');
  expect(new Date(window.from).toISOString()).toBe('2026-11-20T23:00:00.000Z');
  expect(window.live).toBe(false);
});
test('windowOf_fixed_winsOverName', () => {
  const window = windowOf({ range: '7d', from: now - HOUR, to: now - HOUR / 2 }, now, 'UTC');
  expect(window.to - window.from).toBeLessThan(HOUR);
});
test('windowOf_reversedBounds_areIgnored', () =>
  expect(windowOf({ range: '24h', from: now, to: now - HOUR }, now, 'UTC').step).toBe(900));
test('windowOf_tooSmallStep_fallsBack', () =>
  expect(windowOf({ range: '30d', step: 60 }, now, 'UTC').step).toBe(21_600));

test.each([
  ['prev', '24h', DAY],
  ['prev', '1h', HOUR],
  ['prev', '7d', 7 * DAY],
  ['prev', '30d', 35 * DAY],
  ['week', '24h', 7 * DAY],
  ['year', '24h', 364 * DAY],
  ['prev', 'today', DAY],
  ['none', '24h', 0],
] as const)('comparisonShift_%s_of_%s', (comparison, range, shift) => {
  const state = { range };
  expect(comparisonShift(comparison, state, windowOf(state, now, 'UTC'))).toBe(shift);
});

test('stepChoices_day_excludesMinutes', () =>
  expect(stepChoices(DAY)).toEqual([300, 600, 900, 1800, 3600, 7200, 10_800]));
test('autoStep_unknownSpan_isAWeekAtMost', () => expect(autoStep(50 * 365 * DAY)).toBe(604_800));
test('neighbour_future_isRefused', () => {
  const window = windowOf({ range: '24h' }, now, 'UTC');
  expect(neighbour(window, 1, now)).toBeUndefined();
  expect(neighbour(window, -1, now)?.to).toBe(window.from);
});
