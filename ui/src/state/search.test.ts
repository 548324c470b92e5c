import * as v from 'valibot';
import { carried, parseSearch, stringifySearch, ViewSearch } from './search';

const parse = (query: string) => v.parse(ViewSearch, parseSearch(query));

test('search_unknownAndBadValues_fallBack', () => {
  const search = parse('?range=fortnight&cmp=maybe&from=never&step=abc&nonsense=1');
  expect(Object.values(search).every((value) => value === undefined)).toBe(true);
  expect(search).not.toHaveProperty('nonsense');
});
test('search_bounds_areCutToMinutes', () =>
  expect(parse('?from=2026-11-22T10:00:31.5Z').from).toBe('2026-11-22T10:00Z'));
test('search_filterText_roundTripsAndStaysReadable', () => {
  const q = 'status:5xx -endpoint:"GET /health" consumer:a,b path:*x&y=z*';
  const query = stringifySearch({ q });
  expect(query).toContain('status:5xx');
  expect(parse(query).q).toBe(q);
});
test('search_emptyValues_areLeftOut', () => expect(stringifySearch({ env: undefined, q: '' })).toBe(''));
test('carried_keepsViewDropsPage', () => {
  const kept = carried(parse('?env=prod&range=7d&q=x&sort=p95&m=rate&hide=2xx'));
  expect(stringifySearch(kept)).toBe('?env=prod&range=7d&q=x');
});
