import { expect, test } from 'vitest';
import { completeRaters } from '../../src/statistics/complete-raters.ts';

test('only raters with a rating of every item are picked, columns in the order of the items', () => {
  const ratings = new Map([
    [
      'Sara',
      new Map([
        ['B', 2],
        ['A', 5],
      ]),
    ],
    ['Reza', new Map([['A', 4]])],
    [
      'Mina',
      new Map([
        ['A', 1],
        ['B', 3],
      ]),
    ],
  ]);
  expect(completeRaters({ items: ['A', 'B'], ratings })).toEqual({
    raters: ['Sara', 'Mina'],
    ratings: [
      [5, 2],
      [1, 3],
    ],
  });
});

test('an item that nobody rated leaves nobody complete', () => {
  const ratings = new Map([['Sara', new Map([['A', 5]])]]);
  expect(completeRaters({ items: ['A', 'B'], ratings }).raters).toEqual([]);
});

test('ratings of items that were not asked are ignored', () => {
  const ratings = new Map([
    [
      'Sara',
      new Map([
        ['A', 5],
        ['gone', 1],
      ]),
    ],
  ]);
  expect(completeRaters({ items: ['A'], ratings })).toEqual({ raters: ['Sara'], ratings: [[5]] });
});

test('where no item was asked nobody is a rater', () => {
  expect(completeRaters({ items: [], ratings: new Map([['Sara', new Map()]]) }).raters).toEqual([]);
});
