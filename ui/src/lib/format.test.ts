import {
  apdex,
  axis,
  axisBytes,
  axisDuration,
  bytes,
  change,
  changePoints,
  count,
  duration,
  percent,
  perUnit,
} from './format';

test.each([
  [null, '–'],
  [0, '0'],
  [9999, '9,999'],
  [12_345, '12.3k'],
  [99_960, '100k'],
  [123_456, '123k'],
  [999_700, '1M'],
  [1_284_000, '1.28M'],
  [7_400_000_000, '7.4B'],
])('count_%s_is_%s', (value, text) => expect(count(value)).toBe(text));

test.each([
  [undefined, '–'],
  [0, '0 ms'],
  [0.42, '420 µs'],
  [4.26, '4.3 ms'],
  [9.97, '10 ms'],
  [184.4, '184 ms'],
  [999.6, '1.00 s'],
  [1240, '1.24 s'],
  [59_999, '1 m 00 s'],
  [125_000, '2 m 05 s'],
])('duration_%s_is_%s', (value, text) => expect(duration(value)).toBe(text));

test.each([
  [0, '0 B'],
  [312, '312 B'],
  [1000, '1 kB'],
  [11_800_000_000, '11.8 GB'],
])('bytes_%s_is_%s', (value, text) => expect(bytes(value)).toBe(text));

test.each([
  [0, '0%'],
  [0.00002, '<0.01%'],
  [0.0042, '0.42%'],
  [0.00996, '1.0%'],
  [0.045, '4.5%'],
  [0.999995, '>99.99%'],
  [1, '100%'],
])('percent_%s_is_%s', (value, text) => expect(percent(value)).toBe(text));

test.each([
  [107.3, 100, '7.3%', 'up'],
  [50, 100, '50%', 'down'],
  [100, 100, '0%', 'flat'],
  [5, 0, 'new', 'flat'],
  [0, 0, '–', 'flat'],
  [1200, 100, '12×', 'up'],
])('change_%s_from_%s_is_%s', (now, before, text, direction) =>
  expect(change(now, before)).toEqual({ text, direction }),
);

test('changePoints_riseOfRate_isInPoints', () =>
  expect(changePoints(0.045, 0.034)).toEqual({ text: '1.1 pp', direction: 'up' }));

test('axis_ticks_shareOneUnit', () => {
  expect([0, 5000, 15_000].map((tick) => axis(tick, 15_000))).toEqual(['0', '5k', '15k']);
  expect(axisDuration(500, 1500)).toBe('500 ms');
  expect(axisDuration(500, 2500)).toBe('0.5 s');
  expect(axisBytes(5e6, 2e7)).toBe('5 MB');
});

test('apdex_hasTwoDecimals', () => expect(apdex(0.9)).toBe('0.90'));
test('perUnit_small_keepsDecimals', () => {
  expect(perUnit(0.25)).toBe('0.25');
  expect(perUnit(605.2)).toBe('605');
});
