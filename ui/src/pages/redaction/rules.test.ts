import { type Rule, ruleFor, ruleText, wantedRule, withRule } from './rules';

const body = (path: string, endpoint?: string): Rule => ({
  target: 'request-body',
  path,
  action: 'mask',
  ...(endpoint && { endpoint }),
});

test('wantedRule_ofWhatRuleTextWrites_isTheSame_andNotAskedTwice', () => {
  for (const rule of [body('$.a.b'), body("$['odd: key'][*]", 'POST /orders/{id}')]) {
    expect(wantedRule(ruleText(rule), [])).toEqual([rule]);
    expect(wantedRule(ruleText(rule), [rule])).toEqual([]);
    expect(withRule([rule], rule)).toHaveLength(1);
  }
  expect(wantedRule('nonsense', [])).toEqual([]);
  expect(wantedRule(undefined, [])).toEqual([]);
});
test.each([
  ['$.customer.email', ['customer', 'email'], true],
  ['$.customer.email', ['email'], false],
  ['$..email', ['a', 0, 'Email'], true],
  ['email', ['a', 'email'], true],
  ['$.items[*].card', ['items', 3, 'card'], true],
  ['$.items[2].card', ['items', 3, 'card'], false],
  ["$['odd key'].x", ['odd key', 'x'], true],
  ['$.a', ['a', 'b'], false],
] as const)('ruleFor_%s_of_%j_is_%s', (path, place, found) => {
  expect(ruleFor([body(path)], 'request-body', 'GET /', [...place]) !== undefined).toBe(found);
});
test('ruleFor_headersAndEndpoints_compareNames', () => {
  const rules: Rule[] = [
    { target: 'request-header', path: 'X-Partner', action: 'mask' },
    body('$.a', 'POST /other'),
  ];
  expect(ruleFor(rules, 'request-header', 'GET /', 'x-partner')).toBe(rules[0]);
  expect(ruleFor(rules, 'response-header', 'GET /', 'x-partner')).toBeUndefined();
  expect(ruleFor(rules, 'request-body', 'GET /', ['a'])).toBeUndefined();
});
