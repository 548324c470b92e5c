import { labelsOf } from './labels';

test('labelsOf_marksOnEachOther_areOneLabel', () =>
  expect(
    labelsOf([
      { x: 100, label: 'p50' },
      { x: 110, label: 'p95' },
      { x: 300, label: 'p99' },
    ]),
  ).toEqual([
    { x: 105, text: 'p50 · p95' },
    { x: 300, text: 'p99' },
  ]));
