import { expect, test } from 'vitest';
import { decimalSums } from '../../src/statistics/decimal-sums.ts';

test('ratings are summed as the decimals they were written as', () => {
  expect(decimalSums([0.1, 0.2, 1])).toEqual({ n: 3, unit: 10n, sum: 13n, sumOfSquares: 105n });
});

test('negative, tiny and large ratings are exact', () => {
  expect(decimalSums([-1.5, 2])).toEqual({ n: 2, unit: 10n, sum: 5n, sumOfSquares: 625n });
  expect(decimalSums([1e-7, 2.5e-7])).toEqual({ n: 2, unit: 10n ** 8n, sum: 35n, sumOfSquares: 725n });
  expect(decimalSums([1e21, 1])).toEqual({
    n: 2,
    unit: 1n,
    sum: 10n ** 21n + 1n,
    sumOfSquares: 10n ** 42n + 1n,
  });
});

test('whole ratings are exact, however large', () => {
  expect(decimalSums([5, 4, 10, -3])).toEqual({ n: 4, unit: 1n, sum: 16n, sumOfSquares: 150n });
  const large = 2 ** 27;
  expect(decimalSums([large, large, 1])).toMatchObject({ sumOfSquares: 2n ** 55n + 1n });
});

test('the sum of no ratings is 0', () => {
  expect(decimalSums([])).toEqual({ n: 0, unit: 1n, sum: 0n, sumOfSquares: 0n });
});

test('a rating that is not finite throws', () => {
  expect(() => decimalSums([1, Number.NaN])).toThrow('rating is NaN');
});
