import { halved } from './UptimeBar';

describe('halved', () => {
  it('keeps the worse of two parts', () => {
    expect(halved(['up', 'down', 'none', 'up', 'up', 'up', 'maintenance', 'up'])).toEqual([
      'down',
      'up',
      'up',
      'maintenance',
    ]);
  });

  it('never makes up out of no data', () => {
    expect(halved(['none', 'none', 'none'])).toEqual(['none', 'none']);
  });
});
