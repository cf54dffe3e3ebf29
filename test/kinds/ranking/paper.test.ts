import { expect, test } from 'vitest';
import { ORDER_ON_PAPER } from '../../../src/kinds/ranking/paper.ts';

const cell = (text: string, number: number | null = null) =>
  ORDER_ON_PAPER.fromCell({ items: 4 }, { text, number });
const fault = (...places: (number | null)[]) => ORDER_ON_PAPER.faultOnPaper(places, { items: 3 });

test('a cell takes a place among the items, in any digits', () => {
  expect([cell('۴'), cell('1'), cell('2', 2)]).toEqual([4, 1, 2]);
  expect([cell('۵'), cell('0'), cell('1.5', 1.5), cell('اول')]).toEqual([null, null, null, null]);
  expect(ORDER_ON_PAPER.cellTakes({ items: 4 })).toContain('۱ تا ۴');
});

test('cells say an order where each place stands once and none is missing', () => {
  expect(fault(2, 1, 3)).toBeNull();
  expect(fault(null, null, null)).toBeNull();
  expect(fault(2, 1, 2)).toEqual({ code: 'twice', at: 2, above: 0 });
  expect(fault(2, 1)).toEqual({ code: 'part' });
  expect(fault(2, 1, null)).toEqual({ code: 'part' });
});
