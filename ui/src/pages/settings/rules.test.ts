import { wantedRule } from './rules';

test('wantedRule_ofALink_isAMask', () =>
  expect(wantedRule('request-body:$.items[*].email', [])).toEqual([
    { target: 'request-body', path: '$.items[*].email', action: 'mask' },
  ]));
test('wantedRule_thereAlready_isNotAdded', () =>
  expect(wantedRule('query:key', [{ target: 'query', path: 'key', action: 'drop' }])).toEqual([]));
test.each([undefined, '', 'query', 'cookie:x', 'query:'])('wantedRule_%s_isNone', (text) =>
  expect(wantedRule(text, [])).toEqual([]),
);
