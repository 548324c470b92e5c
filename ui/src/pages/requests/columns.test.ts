import { columnsOf, columnTitle, withColumn, withoutColumn } from './columns';

test('columnsOf_takesWhatIsAField_andAtMostFour', () => {
  expect(columnsOf('req.header.x-tenant,nonsense,res.body.a.b,attr.plan')).toEqual([
    'req.header.x-tenant',
    'res.body.a.b',
    'attr.plan',
  ]);
  expect(columnsOf('attr.a,attr.b,attr.c,attr.d,attr.e')).toHaveLength(4);
  expect(columnsOf(undefined)).toEqual([]);
});
test('withColumn_andWithout_keepTheOthers', () => {
  expect(withColumn(undefined, 'attr.plan')).toBe('attr.plan');
  expect(withColumn('attr.plan', 'attr.plan')).toBe('attr.plan');
  expect(withColumn('attr.a,attr.b,attr.c,attr.d', 'attr.e')).toBe('attr.a,attr.b,attr.c,attr.d');
  expect(withColumn('attr.plan', 'url')).toBe('attr.plan');
  expect(withoutColumn('attr.a,attr.b', 'attr.a')).toBe('attr.b');
  expect(withoutColumn('attr.a', 'attr.a')).toBeUndefined();
});
test('columnTitle_isTheNameAlone', () => {
  expect(columnTitle('req.header.x-tenant')).toBe('x-tenant');
  expect(columnTitle('res.body.order.id')).toBe('order.id');
  expect(columnTitle('attr.cart.total')).toBe('cart.total');
});
