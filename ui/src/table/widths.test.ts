import { expect, test } from 'vitest';
import { MAX_WIDTH, MIN_WIDTH, readWidths, withWidth } from './widths';

test('widths are read from the address, and nonsense in it is passed over', () => {
  expect([...readWidths('p95.120,requests.90')]).toEqual([
    ['p95', 120],
    ['requests', 90],
  ]);
  expect([...readWidths('p95.1,.90,requests.x,a.99999,plain')]).toEqual([]);
  expect([...readWidths(undefined)]).toEqual([]);
});

test('a width is set within its limits, and taken out again', () => {
  const widths = readWidths('p95.120');
  expect(withWidth(widths, 'requests', 90.4)).toBe('p95.120,requests.90');
  expect(withWidth(widths, 'p95', 1)).toBe(`p95.${MIN_WIDTH}`);
  expect(withWidth(widths, 'p95', 5000)).toBe(`p95.${MAX_WIDTH}`);
  expect(withWidth(widths, 'p95', undefined)).toBeUndefined();
});
