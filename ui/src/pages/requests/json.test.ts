import { filterKey, found, parseJson, pathText } from './json';

test('parseJson_cutOff_isNone', () => expect(parseJson('{"a":')).toBeUndefined());
test('parseJson_plainText_isNone', () => expect(parseJson('hello')).toBeUndefined());
test.each([
  [['a', 'b'], '$.a.b'],
  [['items', 0, 'sku'], '$.items[0].sku'],
  [['content-type'], '$["content-type"]'],
  [[], '$'],
])('pathText_%j', (path, text) => expect(pathText(path)).toBe(text));
test('filterKey_ofPlainNames', () => expect(filterKey(['items', 0, 'sku'])).toBe('items[0].sku'));
test('filterKey_ofNamesWithDots_isNone', () => expect(filterKey(['a.b'])).toBeUndefined());
test('found_byNameOrValue_opensWhatItLiesIn', () => {
  const { hits, open } = found({ a: { email: 'x' }, b: [1, 'mail'] }, 'mail');
  expect([...hits]).toEqual(['$.a.email', '$.b[1]']);
  expect([...open].sort()).toEqual(['$', '$.a', '$.b']);
});
