import type { Schema } from '../../api/client';
import { amendedOf } from './amended';

const stated = [
  { key: { id: 'k1', name: 'Live' }, method: 'GET', route: '/v1/quotes' },
  { key: { id: 'k2', name: 'Batch' }, method: 'POST', route: '/v1/orders' },
] as Schema<'Statement'>['lines'];

test('amendedOf_aStatedLineAndTheWhole_namesTheLineAndLeavesOutZeros', () => {
  const form = new FormData();
  const rows = [
    { of: '1', billable: '-250', calls: '0', refused: '0' },
    { of: '', billable: '10', calls: '10', refused: '0' },
  ];
  for (const row of rows) for (const [name, value] of Object.entries(row)) form.append(name, value);
  expect(amendedOf(form, stated)).toEqual([
    { key: 'k2', method: 'POST', route: '/v1/orders', billable: -250 },
    { billable: 10, calls: 10 },
  ]);
});
