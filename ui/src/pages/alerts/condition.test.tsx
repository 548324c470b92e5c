import { conditionOf } from './condition';

describe('conditionOf', () => {
  it('leaves out what is empty and reads numbers', () => {
    const form = new FormData();
    form.set('threshold', '5');
    form.set('windowMinutes', '');
    form.set('filter', ' status:5xx ');
    form.append('targets', 'a');
    form.append('targets', 'b');
    expect(conditionOf(form, 'error_rate')).toEqual({
      metric: 'error_rate',
      threshold: 5,
      filter: 'status:5xx',
      targets: ['a', 'b'],
    });
  });
});
