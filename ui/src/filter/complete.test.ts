import { accept, fieldSuggestions, typing, valueSuggestions } from './complete';

const values = [
  { value: '404', label: '404', count: 12 },
  { value: 'acme', label: 'Acme, Inc', count: 3 },
];

test('fieldSuggestions_prefix_narrows', () =>
  expect(fieldSuggestions('con').map((s) => s.label)).toEqual(['consumer:', 'consumer.group:']));
test('fieldSuggestions_negated_keepsTheMinus', () =>
  expect(fieldSuggestions('-st')[0]?.text).toBe('-status:'));
test('valueSuggestions_matchLabelOrValue', () => {
  expect(valueSuggestions('status:4', values).map((s) => s.text)).toEqual(['status:404']);
  expect(valueSuggestions('consumer:inc', values)[0]).toMatchObject({ text: 'consumer:acme', note: '3' });
});
test('accept_replacesOnlyWhatIsTyped', () =>
  expect(accept('method:GET sta', { text: 'status:', label: '', note: '', complete: false })).toBe(
    'method:GET status:',
  ));
test('typing_afterSpace_isEmpty', () => expect(typing('status:404 ').raw).toBe(''));
test('fieldSuggestions_ofTotals_leaveOutFieldsOfSingleRequests', () => {
  expect(fieldSuggestions('dur', false)).toEqual([]);
  expect(fieldSuggestions('dur')[0]?.text).toBe('duration:');
});
test('fieldSuggestions_ofKeyedFields_waitForTheName', () =>
  expect(fieldSuggestions('req.h')[0]).toMatchObject({ text: 'req.header.', complete: false }));
test('valueSuggestions_fixedOnes_areOffered', () =>
  expect(valueSuggestions('has:', []).map((s) => s.text)).toEqual([
    'has:error',
    'has:logs',
    'has:trace',
    'has:body',
  ]));
