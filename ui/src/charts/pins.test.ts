import { marksOf } from './grid';
import { notesAt, placed } from './pins';

const pin = (x: number) => ({ x, at: x, label: 'v 4.12.0' });
const sides = (xs: number[], width: number) => placed(xs.map(pin), width).map((p) => p.side);

test('placed_farApart_allLeft', () => expect(sides([200, 400], 600)).toEqual(['left', 'left']));
test('placed_close_secondGoesRight', () => expect(sides([200, 230], 600)).toEqual(['left', 'right']));
test('placed_closeToTheEdge_labelIsLeftOut', () => expect(sides([200, 230], 260)).toEqual(['left', 'none']));
test('placed_atTheStart_goesRight', () => expect(sides([5], 600)).toEqual(['right']));

test('notesAt_tellsWhatLiesInABucket', () => {
  const marks = marksOf({
    items: [{ at: '2026-03-01T10:05:00Z', label: '1.4.2' }],
    periods: [
      { kind: 'alert', from: '2026-03-01T10:20:00Z', to: null, label: 'Errors' },
      { kind: 'gap', from: '2026-03-01T10:00:00Z', to: '2026-03-01T10:10:00Z', label: 'away' },
    ],
  });
  const first = Date.parse('2026-03-01T10:00:00Z');
  const axis = { times: [0, 1, 2].map((i) => first + i * 600_000), stepSeconds: 600, zone: 'UTC' };
  expect([0, 1, 2].map((i) => notesAt(marks, axis, i))).toEqual([['1.4.2', 'away'], [], ['Errors']]);
});
