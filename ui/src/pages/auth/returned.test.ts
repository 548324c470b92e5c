import { stepOf } from './returned';

test('stepOf_whatAProviderLeft_isTheNextStep', () =>
  expect(stepOf('#step=abc&methods=code,recovery,nonsense')).toEqual({
    ticket: 'abc',
    methods: ['code', 'recovery'],
  }));
test('stepOf_nothing_isNone', () => expect(stepOf('')).toBeUndefined());
