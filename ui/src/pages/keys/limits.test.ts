import { limitsOf, wholly } from './limits';

const formWith = (fields: [string, string][]) => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

test('limitsOf_twoRows_keepsEachWithItsFigures', () =>
  expect(
    limitsOf(
      formWith([
        ['limit', ' burst '],
        ['calls', '20'],
        ['seconds', '1'],
        ['limit', 'daily'],
        ['calls', '50000'],
        ['seconds', '86400'],
      ]),
    ),
  ).toEqual([
    { name: 'burst', calls: 20, seconds: 1 },
    { name: 'daily', calls: 50_000, seconds: 86_400 },
  ]));
test.each([
  [1, '1 s'],
  [60, '1 min'],
  [90, '90 s'],
  [5400, '90 min'],
  [86_400, '1 d'],
  [2_678_400, '31 d'],
])('wholly_%iSeconds_is%s', (seconds, text) => expect(wholly(seconds)).toBe(text));
