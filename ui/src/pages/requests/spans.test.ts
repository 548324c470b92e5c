import { busiest, criticalPath, linesOf, type Span } from './spans';

const span = (
  id: string,
  parentId: string | null,
  startOffsetMs: number,
  durationMs: number,
  rest = {},
): Span => ({
  id,
  parentId,
  name: id,
  kind: 'INTERNAL',
  startOffsetMs,
  durationMs,
  status: 'OK',
  attributes: {},
  ...rest,
});
const none: ReadonlySet<string> = new Set<string>();

test('linesOf_tree_isIndentedInOrderOfStart', () => {
  const lines = linesOf(
    [span('b', 'root', 50, 10), span('a', 'root', 5, 10), span('root', null, 0, 100)],
    none,
  );
  expect(lines.map((l) => [l.span.id, l.depth])).toEqual([
    ['root', 0],
    ['a', 1],
    ['b', 1],
  ]);
});
test('linesOf_overlappingChildren_areNotCountedTwiceInSelfTime', () => {
  const lines = linesOf(
    [span('root', null, 0, 100), span('a', 'root', 10, 40), span('b', 'root', 30, 40)],
    none,
  );
  expect(lines[0]?.selfMs).toBe(40);
});
test('linesOf_similarLeaves_areFoldedUntilAsked', () => {
  const rows = Array.from({ length: 9 }, (_, i) => span(`q${i}`, 'root', 10 * i, 5, { name: 'SELECT' }));
  const all = [span('root', null, 0, 100), ...rows];
  expect(linesOf(all, none).map((l) => l.count)).toEqual([1, 9]);
  expect(linesOf(all, none)[1]?.endMs).toBe(85);
  expect(linesOf(all, new Set(rows.map((r) => r.id)))).toHaveLength(10);
});
test('linesOf_parentsInACircleOrMissing_areRoots', () => {
  const lines = linesOf([span('a', 'b', 0, 5), span('b', 'a', 1, 5), span('c', 'gone', 2, 5)], none);
  expect(lines).toHaveLength(3);
});
test('linesOf_databaseByAttribute', () =>
  expect(
    linesOf([span('a', null, 0, 1, { kind: 'CLIENT', attributes: { 'db.system': 'x' } })], none)[0]?.kind,
  ).toBe('database'));
test('busiest_isWhereTheTimeIsSpentItself', () => {
  const spans = [span('root', null, 0, 100), span('hub', 'root', 1, 98)];
  expect(busiest(spans)).toEqual({ name: 'hub', share: 0.98 });
});
test('criticalPath_ofParallelChildren_takesTheOneThatEndedLast_andWhatItWaitedFor', () => {
  const spans = [
    span('root', null, 0, 100),
    span('first', 'root', 0, 30),
    span('short', 'root', 32, 20),
    span('long', 'root', 31, 60),
    span('inLong', 'long', 40, 10),
    span('late', 'root', 98, 500),
  ];
  expect([...criticalPath(spans)].sort()).toEqual(['first', 'inLong', 'long', 'root']);
});
test('criticalPath_ofSpansThatNameEachOther_ends', () => {
  expect(criticalPath([span('a', 'b', 0, 5), span('b', 'a', 0, 5)]).size).toBeGreaterThan(0);
  expect(criticalPath([]).size).toBe(0);
});
