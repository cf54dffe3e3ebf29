import { expect, test } from 'vitest';
import { xoshiro128 } from '../../src/statistics/xoshiro128.ts';

test('gives the numbers of the authors’ own program from the state 1, 2, 3, 4', () => {
  const next = xoshiro128([1, 2, 3, 4]);
  expect(Array.from({ length: 10 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('words from 2³¹ on in the state are taken as they are', () => {
  const unsigned = xoshiro128([0xffffffff, 0x80000000, 3, 4]);
  const signed = xoshiro128([-1, -0x80000000, 3, 4]);
  expect(Array.from({ length: 50 }, unsigned)).toEqual(Array.from({ length: 50 }, signed));
});
