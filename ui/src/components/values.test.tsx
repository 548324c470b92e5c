import { render, screen } from '@testing-library/react';
import { Delta, ErrorShare, Method, Path } from './values';

test('delta_riseOfErrorRate_isBadAndSaysUp', () => {
  render(<Delta now={0.045} before={0.034} good="down" as="points" />);
  expect(screen.getByText(/1\.1 pp/)).toHaveAttribute('data-tone', 'bad');
  expect(screen.getByText('up')).toBeInTheDocument();
});
test('delta_riseOfTraffic_isNeutral', () => {
  render(<Delta now={110} before={100} />);
  expect(screen.getByText(/10%/)).toHaveAttribute('data-tone', 'flat');
});
test('path_parameters_areQuieter', () => {
  const { container } = render(<Path route="/v2/{id}/x/:name" />);
  expect([...container.querySelectorAll('em')].map((e) => e.textContent)).toEqual(['{id}', ':name']);
});
test('path_hostileRoute_isShownAsText', () => {
  const { container } = render(<Path route={'/<img src=x onerror=1>\u202E'} />);
  expect(container.querySelector('img')).toBeNull();
  expect(container.textContent).toBe('/<img src=x onerror=1>\\u{202e}');
});
test('errorShare_zero_isADash', () => {
  render(<ErrorShare errors={0} requests={10} kind="server" />);
  expect(screen.getByText('–')).toBeInTheDocument();
});
test('method_delete_isShort', () => {
  render(<Method method="DELETE" />);
  expect(screen.getByText('DEL')).toBeInTheDocument();
});
