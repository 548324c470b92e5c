import { add, parse, removeAt, split, valid } from './parse';

const first = (text: string) => parse(text)[0]!;

test('parse_fieldAndValue', () =>
  expect(first('status:5xx')).toMatchObject({
    field: 'status',
    negated: false,
    matches: [{ kind: 'is', value: '5xx' }],
  }));
test('parse_negated', () => expect(first('-method:GET')).toMatchObject({ field: 'method', negated: true }));
test('parse_list_isAnyOf', () => expect(first('status:404,429').matches).toHaveLength(2));
test('parse_quotes_keepSpacesAndCommas', () =>
  expect(first('consumer:"Bramble, Co"').matches).toEqual([{ kind: 'is', value: 'Bramble, Co' }]));
test('parse_wildcard_isLike', () =>
  expect(first('path:*quotes*').matches[0]).toEqual({ kind: 'like', value: '*quotes*' }));
test('parse_range', () =>
  expect(first('status:500..599').matches[0]).toEqual({ kind: 'between', from: '500', to: '599' }));
test('parse_comparison', () =>
  expect(first('status:>=500').matches[0]).toEqual({ kind: 'compare', operator: '>=', value: '500' }));
test('parse_bareWord_searchesPath', () =>
  expect(first('quotes')).toMatchObject({ field: 'path', matches: [{ kind: 'like', value: '*quotes*' }] }));
test('parse_pathWithColon_isABareWord', () => expect(first('/v2/x:y')).toMatchObject({ field: 'path' }));

test.each([
  ['color:red', 'unknownField'],
  ['status:', 'noValue'],
  ['status:9xx', 'badStatus'],
  ['method:FETCH', 'badMethod'],
  ['consumer:"open', 'openQuote'],
])('parse_%s_reports_%s', (text, problem) => expect(first(text).problem).toBe(problem));

test('valid_wrongTokens_areLeftOut', () =>
  expect(valid('status:9xx method:GET color:red /v2')).toBe('method:GET /v2'));
test('parse_positions_pointIntoTheText', () => {
  const text = '  a  status:404 ';
  for (const t of parse(text)) expect(text.slice(t.start, t.end)).toBe(t.raw);
});
test('add_valueWithSpace_isQuoted', () => expect(add('', 'endpoint', 'GET /v2')).toBe('endpoint:"GET /v2"'));
test('add_opposite_replaces', () => expect(add('a -status:404', 'status', '404')).toBe('a status:404'));
test('add_twice_isOnce', () => expect(add('status:404', 'status', '404')).toBe('status:404'));
test('add_thenParse_givesTheValueBack', () => {
  for (const value of ['-dash', 'a,b', '>x', 'a..b', 'x*y', 'plain']) {
    expect(first(add('', 'consumer', value)).matches).toHaveLength(1);
  }
});
test('removeAt_removesOne', () => expect(removeAt('a b c', 1)).toBe('a c'));
test('split_quotedSpaces_stayTogether', () =>
  expect(split('a:"b c" d').map((p) => p.raw)).toEqual(['a:"b c"', 'd']));

test.each([
  ['header.X-Request-Id:abc', 'header.X-Request-Id'],
  ['body.items[0].sku:a', 'body.items[0].sku'],
  ['body:timeout', 'body'],
  ['BODY:timeout', 'body'],
  ['consumer:""', 'consumer'],
  ['status:failed,5xx', 'status'],
  ['duration:>1.5s', 'duration'],
  ['res.size:10kB..2MB', 'res.size'],
  ['attr.total:>100', 'attr.total'],
  ['has:logs', 'has'],
])('parse_%s_applies', (text, field) => {
  expect(first(text)).toMatchObject({ field });
  expect(first(text).problem).toBeUndefined();
});
test.each([
  ['header:abc', 'noKey'],
  ['duration:>1d', 'badNumber'],
  ['body.total:>much', 'badNumber'],
  ['has:everything', 'badHas'],
  ['status:404,', 'noValue'],
  ['-', 'noValue'],
])('parse_%s_isWrong_%s', (text, problem) => expect(first(text).problem).toBe(problem));
test('parse_comparison_ofTextFields_isText', () =>
  expect(first('consumer:>5').matches).toEqual([{ kind: 'is', value: '>5' }]));
test('add_quotesAndBackslashes_comeBack', () => {
  for (const value of ['say "hi"', 'C:\\temp dir', '']) {
    expect(first(add('', 'body', value)).matches).toEqual([{ kind: 'is', value }]);
  }
});
