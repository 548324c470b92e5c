import type { Monitor } from '../uptime/api';
import type { StatusPage } from './api';
import { moved, rowsOf } from './ComponentsForm';

const monitor = (id: string, name: string) => ({ id, name, group: 'g' }) as Monitor;
const page = {
  components: [{ id: 'c1', monitorId: 'b', monitorName: 'B', name: 'Public', group: '', latency: true }],
} as StatusPage;

test('rowsOf_putsWhatIsOnThePageFirst', () => {
  expect(rowsOf(page, [monitor('a', 'A'), monitor('b', 'B')])).toEqual([
    { monitorId: 'b', on: true, name: 'Public', group: '', latency: true },
    { monitorId: 'a', on: false, name: 'A', group: 'g', latency: false },
  ]);
});

test('moved_swapsNeighboursAndStopsAtTheEnds', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
