import { csv } from './csv';

test('csv_commaQuoteAndBreak_areQuoted', () =>
  expect(csv([['a,b', 'say "hi"', 'x\ny']])).toBe('"a,b","say ""hi""","x\ny"\r\n'));
test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1'])(
  'csv_textStartingLikeAFormula_%s_getsAQuoteMark',
  (text) => expect(csv([[text]])).toBe(`'${text}\r\n`),
);
test('csv_carriageReturn_isGuardedAndQuoted', () => expect(csv([['\rx']])).toBe('"\'\rx"\r\n'));
test('csv_numbers_areUntouched', () =>
  expect(csv([[-1, 2.5, null, undefined, Number.NaN]])).toBe('-1,2.5,,,\r\n'));
