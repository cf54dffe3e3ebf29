/**
 * Sums of ratings as the decimals they were written as: 0.1 + 0.2 is 0.3. Scale points are typed in a workbook, so the
 * mean of 0.7, 1.1 and 2.4 is at a neutral point of 1.4, where any sum of doubles puts it above.
 */
export interface DecimalSums {
  readonly n: number;
  /** The sum is `sum` / `unit`, the sum of squares `sumOfSquares` / `unit`²; `unit` is a power of ten. */
  readonly unit: bigint;
  readonly sum: bigint;
  readonly sumOfSquares: bigint;
}

/** @param ratings finite numbers, each taken as the shortest decimal that reads back as it */
export function decimalSums(ratings: readonly number[]): DecimalSums {
  return wholeSums(ratings) ?? exactSums(ratings);
}

/** The same of whole numbers, many times as fast; null where some are not, or a sum is too large to be exact. */
function wholeSums(ratings: readonly number[]): DecimalSums | null {
  let [sum, sumOfSquares] = [0, 0];
  for (const rating of ratings) {
    if (!Number.isInteger(rating)) return null;
    sum += rating;
    sumOfSquares += rating * rating;
  }
  if (sumOfSquares > Number.MAX_SAFE_INTEGER) return null;
  return { n: ratings.length, unit: 1n, sum: BigInt(sum), sumOfSquares: BigInt(sumOfSquares) };
}

function exactSums(ratings: readonly number[]): DecimalSums {
  const decimals = ratings.map(decimal);
  const places = decimals.reduce((most, each) => Math.max(most, each.places), 0);
  const integers = decimals.map((each) => each.digits * 10n ** BigInt(places - each.places));
  return {
    n: ratings.length,
    unit: 10n ** BigInt(places),
    sum: integers.reduce((total, integer) => total + integer, 0n),
    sumOfSquares: integers.reduce((total, integer) => total + integer * integer, 0n),
  };
}

/** The number as digits / 10^places; places are below 0 for large round numbers. */
function decimal(rating: number): { digits: bigint; places: number } {
  if (!Number.isFinite(rating)) throw new RangeError(`rating is ${rating}; expected a finite number`);
  const [mantissa, exponent] = rating.toExponential().split('e') as [string, string];
  const fraction = mantissa.split('.')[1] ?? '';
  return { digits: BigInt(mantissa.replace('.', '')), places: fraction.length - Number(exponent) };
}
