import gammainc from '@stdlib/math-base-special-gammainc';

/** What is smaller is told as 0, and in words as "less than" this. */
export const SMALLEST_TAIL = 1e-300;

/**
 * The upper tail of the chi-square distribution: the probability of a value of at least `chi2`. It is the regularised
 * upper incomplete gamma function Q(df/2, chi2/2); about 12 correct digits, and never 1 - P, so small tails keep them.
 *
 * @param chi2 0 or more
 * @param df degrees of freedom, a whole number from 1 on
 * @returns a number from 0 to 1; exactly 0 below 1e-300
 * @throws RangeError where an argument is out of its range
 * @see https://dlmf.nist.gov/8.2; R: `pchisq(chi2, df, lower.tail = FALSE)`
 */
export function chiSquareTail(chi2: number, df: number): number {
  if (!(chi2 >= 0)) throw new RangeError(`chi2 is ${chi2}; expected 0 or more`);
  if (!Number.isInteger(df) || df < 1) throw new RangeError(`df is ${df}; expected a whole number from 1 on`);
  const tail = isBeyondLibrary(chi2, df)
    ? tailByFiniteSum(chi2 / 2, df / 2)
    : gammainc(chi2 / 2, df / 2, true, true);
  return tail < SMALLEST_TAIL ? 0 : tail;
}

/**
 * Where `@stdlib/math-base-special-gammainc` 0.3.1 takes its series for large x (igamma_final.js, method 7). Its terms
 * (tgamma_i_large_x_series.js) multiply by a/x, (a - 1)/x, … instead of (a - 1)/x, (a - 2)/x, …: results there are
 * up to 3 % too large. Everywhere else it agrees with 40-digit arithmetic to 13 digits (df 1 to 19,999).
 */
function isBeyondLibrary(chi2: number, df: number): boolean {
  return chi2 > 2000 && df < chi2 + 100;
}

/**
 * Q(a, x) for whole and half a, x > 1000, by partial integration down to a = 1 or a = 1/2:
 *
 *     Q(a, x) = xᵃ⁻¹ e⁻ˣ / Γ(a) · (1 + (a - 1)/x + (a - 1)(a - 2)/x² + …)
 *
 * All terms are positive, so nothing cancels. For a half a, Q(1/2, x) = erfc(√x) remains; it is below 1e-430 here.
 * With fewer than 180 degrees of freedom the tail is below 1e-300 from 2000 on, so a is large wherever it matters.
 *
 * @see https://dlmf.nist.gov/8.4 (8.4.10), https://dlmf.nist.gov/8.8 (8.8.6)
 */
function tailByFiniteSum(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let factor = a - 1; factor > 0; factor -= 1) {
    term *= factor / x;
    sum += term;
  }
  return gammaDensity(x, a) * sum;
}

/**
 * xᵃ⁻¹ e⁻ˣ / Γ(a), with Stirling's series for Γ, after Loader: powers and factorials of thousands never appear, and
 * what stands in the exponent is no larger than the result's own logarithm.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities; https://dlmf.nist.gov/5.11 (5.11.1)
 */
function gammaDensity(x: number, a: number): number {
  const away = (x - a) / a;
  const exponent = -a * (away - Math.log1p(away)) - stirlingRest(a);
  return (Math.exp(exponent) * Math.sqrt(a / (2 * Math.PI))) / x;
}

/** ln Γ(a) less its leading part (a - 1/2) ln a - a + ln √(2π). For a ≥ 50 the next term is below 1e-18. */
function stirlingRest(a: number): number {
  const square = a * a;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / a;
}
