import { ROW_PIXELS, windowed } from './useRows';

test('windowed_atTheTop_beginsWithTheFirst', () =>
  expect(windowed(100_000, 0, 800)).toEqual({ first: 0, last: 38 }));
test('windowed_inTheMiddle_drawsFewRows', () => {
  const { first, last } = windowed(100_000, 50_000 * ROW_PIXELS, 800);
  expect(first).toBe(49_988);
  expect(last - first).toBeLessThan(60);
});
test('windowed_atTheEnd_endsWithTheLast', () =>
  expect(windowed(100_000, 100_000 * ROW_PIXELS - 800, 800).last).toBe(100_000));
test('windowed_nothing_isEmpty', () => expect(windowed(0, 0, 800)).toEqual({ first: 0, last: 0 }));
