import { render, screen } from '@testing-library/react';
import { Sparkline } from './Sparkline';

test('sparkline_gap_breaksTheLine', () => {
  const { container } = render(<Sparkline values={[1, 2, null, 3, 4]} label="Trend" />);
  expect(container.querySelectorAll('g')).toHaveLength(2);
  expect(screen.getByRole('img', { name: 'Trend' })).toBeInTheDocument();
});
test('sparkline_noData_isADottedLine', () => {
  const { container } = render(<Sparkline values={[]} />);
  expect(container.querySelector('line')).not.toBeNull();
});
