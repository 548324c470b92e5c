import { figure } from './figures';

describe('figure', () => {
  it.each([
    [4.8, '%', '4.8%'],
    [12.34, '%', '12.3%'],
    [1240, 'ms', '1.24 s'],
    [0.935, '', '0.94'],
    [12_345, '', '12.3k'],
    [14.42, '×', '14.4×'],
    [null, '%', '–'],
  ])('%s%s', (value, unit, text) => expect(figure(value, unit)).toBe(text));
});
