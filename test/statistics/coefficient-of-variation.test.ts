import { expect, test } from 'vitest';
import { coefficientOfVariation } from '../../src/statistics/coefficient-of-variation.ts';

test('is SD over mean, of values above 0 alone', () => {
  expect(coefficientOfVariation({ mean: 4, sd: 1 }, [1, 5])).toBe(0.25);
  expect(coefficientOfVariation({ mean: 4, sd: 1 }, [0, 5])).toBeNull();
  expect(coefficientOfVariation({ mean: 4, sd: null }, [4])).toBeNull();
  expect(coefficientOfVariation({ mean: null, sd: null }, [])).toBeNull();
});
