import { safeNext } from './next';

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', undefined])(
  'safeNext_%s_isRefused',
  (next) => expect(safeNext(next)).toBe('/'),
);
test('safeNext_ownAddress_isKept', () =>
  expect(safeNext('/a/x/traffic?range=7d')).toBe('/a/x/traffic?range=7d'));
