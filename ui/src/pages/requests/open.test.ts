import { opened, openKey, pathOf, viewQuery } from './open';

test('opened_keyOfARow_comesBack', () =>
  expect(opened(openKey({ id: 'a-1', at: '2026-11-22T10:21:22.219Z' }))).toEqual({
    id: 'a-1',
    at: '2026-11-22T10:21:22.219Z',
  }));
test('opened_badTime_isLeftOut', () => expect(opened('a@soon')).toEqual({ id: 'a', at: undefined }));
test.each([
  ['https://api.example/v2/rates?from=GDN', '/v2/rates?from=GDN'],
  ['http://[::1]:8080', '/'],
  ['/plain', '/plain'],
])('pathOf_%s', (url, path) => expect(pathOf(url)).toBe(path));
test('viewQuery_openRequest_isNoPartOfAView', () =>
  expect(viewQuery({ q: 'status:5xx', open: 'x', range: '1h' })).toBe('range=1h&q=status%3A5xx'));
