import { placed } from './pins';

const pin = (x: number) => ({ x, at: x, label: 'v 4.12.0' });
const sides = (xs: number[], width: number) => placed(xs.map(pin), width).map((p) => p.side);

test('placed_farApart_allLeft', () => expect(sides([200, 400], 600)).toEqual(['left', 'left']));
test('placed_close_secondGoesRight', () => expect(sides([200, 230], 600)).toEqual(['left', 'right']));
test('placed_closeToTheEdge_labelIsLeftOut', () => expect(sides([200, 230], 260)).toEqual(['left', 'none']));
test('placed_atTheStart_goesRight', () => expect(sides([5], 600)).toEqual(['right']));
