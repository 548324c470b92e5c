import type { RequestRow } from '../../api/requests';
import { arrived, flushed, MAX_LIVE, merged, NOTHING } from './live';

const row = (id: string, at = id) => ({ id, at }) as RequestRow;
const rows = (n: number, from = 0) => Array.from({ length: n }, (_, i) => row(String(from + i)));

test('arrived_atTheTop_newestComesFirst', () =>
  expect(arrived(NOTHING, [row('a'), row('b')], 0, true).rows.map((r) => r.id)).toEqual(['b', 'a']));
test('arrived_notInTheOrderOfTheirBeginning_areShownInIt', () =>
  expect(
    arrived(NOTHING, [row('a', '10:02'), row('b', '10:03'), row('c', '10:01')], 0, true).rows.map(
      (r) => r.id,
    ),
  ).toEqual(['b', 'a', 'c']));
test('arrived_furtherDown_waitsAndCounts', () => {
  const live = arrived(arrived(NOTHING, rows(3), 0, false), rows(2, 3), 35, false);
  expect(live).toMatchObject({ rows: [], fresh: 40, skipped: 35 });
  expect(flushed(live)).toMatchObject({ fresh: 0, waiting: [] });
  expect(flushed(live).rows[0]?.id).toBe('4');
});
test('arrived_forHours_staysBounded', () => {
  let live = NOTHING;
  for (let i = 0; i < 100; i++) live = arrived(live, rows(50, i * 50), 0, i % 2 === 0);
  expect(live.rows.length + live.waiting.length).toBeLessThanOrEqual(2 * MAX_LIVE);
  expect(flushed(live).rows).toHaveLength(MAX_LIVE);
  expect(flushed(live).cut).toBe(true);
});
test('merged_rowsThatAreThereTwice_areShownOnce', () =>
  expect(merged([row('c'), row('b')], [row('b'), row('a')]).map((r) => r.id)).toEqual(['c', 'b', 'a']));
