import { column, gridOf, thinned } from './grid';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();
const answer = { from: at(0), to: at(50), stepSeconds: 600 };

test('gridOf_missingBuckets_areGapsNotZero', () => {
  const grid = gridOf(
    answer,
    [
      { at: at(10), n: 5 },
      { at: at(30), n: 7 },
    ],
    'UTC',
    Date.parse(at(59)),
  );
  expect(grid.axis.times.map((t) => new Date(t).toISOString())).toEqual([
    at(0),
    at(10),
    at(20),
    at(30),
    at(40),
  ]);
  expect(column(grid.bars, (bar) => bar.n)).toEqual([null, 5, null, 7, null]);
});
test('gridOf_comparison_isPlacedOnTheSameAxis', () => {
  const grid = gridOf(answer, [{ at: at(0), n: 1 }], 'UTC', Date.parse(at(59)));
  const dayBefore = (minute: number) => new Date(Date.parse(at(minute)) - 86_400_000).toISOString();
  expect(column(grid.place([{ at: dayBefore(20), n: 3 }], dayBefore(0)), (bar) => bar.n)[2]).toBe(3);
});
test('gridOf_anchorFollowsTheServer', () => {
  const grid = gridOf(answer, [{ at: at(5), n: 1 }], 'UTC', Date.parse(at(59)));
  expect(new Date(grid.axis.times[1] ?? 0).toISOString()).toBe(at(5));
});
test('gridOf_rangeReachesNow_lastBucketIsPartial', () => {
  expect(gridOf(answer, [], 'UTC', Date.parse(at(45))).axis.partialLast).toBe(true);
  expect(gridOf(answer, [], 'UTC', Date.parse(at(59)) + 3_600_000).axis.partialLast).toBe(false);
});
test('thinned_gapsStayGaps', () => expect(thinned([1, 3, null, null], 2)).toEqual([2, null]));
