import { chosen, type Column, matching, sorted } from './columns';

type Row = { name: string; n: number | null };
const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', cell: (r) => r.name, value: (r) => r.name },
  { id: 'n', header: 'N', cell: (r) => r.n, value: (r) => r.n },
  { id: 'extra', header: 'Extra', cell: () => '', value: () => '', optional: true },
];
const rows: Row[] = [
  { name: 'a', n: 2 },
  { name: 'b', n: null },
  { name: 'c', n: 10 },
];

test('chosen_default_leavesOptionalOut', () =>
  expect(chosen(columns, undefined).map((x) => x.id)).toEqual(['name', 'n']));
test('chosen_order_firstStays_unknownIgnored', () =>
  expect(chosen(columns, 'extra,nope,n').map((x) => x.id)).toEqual(['name', 'extra', 'n']));
test('sorted_descending_missingLast', () =>
  expect(sorted(rows, columns[1], true).map((r) => r.name)).toEqual(['c', 'a', 'b']));
test('matching_ignoresCase', () => expect(matching(rows, ' C ', (r) => r.name)).toHaveLength(1));
