import { visible } from './useVisibleRows';

test('visible_fewRows_areAllDrawn', () =>
  expect(visible(80, 500, 36, 9000, 900)).toEqual({ first: 0, last: 80, before: 0, after: 0 }));
test('visible_manyRows_onlyAroundTheScreen', () => {
  const rows = visible(5000, 500, 36, 36_500, 900);
  expect(rows.first).toBe(980);
  expect(rows.last).toBe(1045);
  expect(rows.before + (rows.last - rows.first) * 36 + rows.after).toBe(5000 * 36);
});
test('visible_anOpenRowFarAbove_isDrawnFromThereOn', () =>
  expect(visible(5000, 500, 36, 36_500, 900, 12)).toMatchObject({ first: 12, last: 1045, before: 12 * 36 }));
test('visible_beyondTheEnd_staysInside', () => {
  const rows = visible(200, 0, 36, 1e6, 900);
  expect(rows.first).toBeLessThan(rows.last);
  expect(rows.last).toBe(200);
  expect(rows.after).toBe(0);
});
