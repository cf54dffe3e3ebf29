import { expect, test } from 'vitest';
import { coefficientOfVariation } from '../../src/statistics/coefficient-of-variation.ts';

test('the coefficient of variation is SD over mean, and null unless all values are above 0', () => {
  expect(coefficientOfVariation({ mean: 4, sd: 1 }, [1, 5])).toBe(0.25);
  expect(coefficientOfVariation({ mean: 4, sd: 1 }, [0, 5])).toBeNull();
  expect(coefficientOfVariation({ mean: 4, sd: null }, [4])).toBeNull();
  expect(coefficientOfVariation({ mean: null, sd: null }, [])).toBeNull();
});
