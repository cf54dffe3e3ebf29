import { expect, test } from 'vitest';
import { candidates, deviation, followed, mayBe } from './join.ts';

const yes = true;
const no = false;

test('a code is tied where every other expert is needed for another one', () => {
  expect(
    candidates([
      [yes, yes, yes],
      [no, yes, yes],
      [no, yes, yes],
    ]),
  ).toEqual([[0], [1, 2], [1, 2]]);
});

test('a chain of exchanges keeps a code from being tied', () => {
  expect(
    candidates([
      [yes, yes, no],
      [no, yes, yes],
      [yes, no, yes],
    ]),
  ).toEqual([
    [0, 1],
    [1, 2],
    [0, 2],
  ]);
});

test('what cannot be assigned is told as such', () => {
  expect(
    candidates([
      [yes, no],
      [yes, no],
    ]),
  ).toBeNull();
});

test('an order that is another one lies far from chance, and equal ranks count as neither', () => {
  expect(deviation(followed([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).toBeCloseTo(4.02, 2);
  expect(followed([1, 1, 1])).toEqual({ sum: 0, variance: 0 });
});

test('who was seen to hand in is behind no code that left open what others had an opinion on', () => {
  const asked = new Map([
    ['S1', 0],
    ['S2', 1],
  ]);
  const seen = {
    ...{ panels: new Set(['P1']), states: new Set(['started', 'handedIn'] as const) },
    ...{ linked: no, refused: no, doneWithin: null },
  };
  const shown = (...rated: string[]) => ({
    ...{ round: 1, panel: 'P1', rated: new Set(rated), allInBulk: no, asked },
  });
  expect(mayBe(shown('S1'), seen, 'P1', yes)).toBe(yes);
  expect(mayBe(shown('S2'), seen, 'P1', yes)).toBe(no);
  expect(mayBe(shown('S1'), null, 'P1', yes)).toBe(no);
});
