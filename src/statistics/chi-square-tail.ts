/** Smaller values are returned as 0, and told in words as "less than" this. */
export const SMALLEST_TAIL = 1e-300;

/** From here on Stirling's series gives Γ to the last digit, and the powers would overflow a double. */
const LARGE_SHAPE = 50;

/** Square of the point beyond which erfc is more precise by its continued fraction than as 1 - erf. */
const FAR_OUT = 4;

/** Terms below this share of a sum no longer change it. */
const LAST_BIT = 1e-17;

/**
 * The upper tail of the chi-square distribution: the probability of a value of at least `chi2`. It is the regularised
 * upper incomplete gamma function Q(df/2, chi2/2). For a whole number of degrees of freedom it is a finite sum of positive
 * terms, so nothing cancels and small tails keep their digits: 11 are right (R, df 1 to 20,000).
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
  if (chi2 === 0) return 1;
  const [a, x] = [df / 2, chi2 / 2];
  const tail = x < a ? 1 - lowerPart(x, a) : upperPart(x, a);
  return tail < SMALLEST_TAIL ? 0 : tail;
}

/**
 * Q(a, x) for whole and half a, by partial integration down to Q(1, x) = e⁻ˣ or Q(1/2, x) = erfc(√x):
 *
 *     Q(a, x) = xᵃ⁻¹ e⁻ˣ / Γ(a) · (1 + (a - 1)/x + (a - 1)(a - 2)/x² + …) [+ erfc(√x)]
 *
 * @see https://dlmf.nist.gov/8.4 (8.4.10), https://dlmf.nist.gov/8.8 (8.8.6)
 */
function upperPart(x: number, a: number): number {
  const isHalf = !Number.isInteger(a);
  if (a === 0.5) return erfcOfRoot(x);
  let term = 1;
  let sum = 1;
  for (let factor = a - 1; factor > 0.5 && term > sum * LAST_BIT; factor -= 1) {
    term *= factor / x;
    sum += term;
  }
  return gammaDensity(x, a) * sum + (isHalf ? erfcOfRoot(x) : 0);
}

/**
 * P(a, x) = xᵃ e⁻ˣ / Γ(a + 1) · (1 + x/(a + 1) + x²/((a + 1)(a + 2)) + …), for x below a, where it is a half or so at most.
 *
 * @see https://dlmf.nist.gov/8.11 (8.11.4)
 */
function lowerPart(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let divisor = a + 1; term > sum * LAST_BIT; divisor += 1) {
    term *= x / divisor;
    sum += term;
  }
  return ((gammaDensity(x, a) * x) / a) * sum;
}

/** erfc(√x). @see https://dlmf.nist.gov/7.6 (7.6.2), https://dlmf.nist.gov/7.9 (7.9.1) */
function erfcOfRoot(x: number): number {
  if (x < FAR_OUT) {
    let term = 1;
    let sum = 1;
    for (let divisor = 3; term > sum * LAST_BIT; divisor += 2) {
      term *= (2 * x) / divisor;
      sum += term;
    }
    return 1 - 2 * Math.sqrt(x / Math.PI) * Math.exp(-x) * sum;
  }
  let fraction = 1;
  for (let level = 120; level > 0; level -= 1) fraction = 1 + level / (2 * x) / fraction;
  return Math.exp(-x) / Math.sqrt(Math.PI * x) / fraction;
}

/** xᵃ⁻¹ e⁻ˣ / Γ(a) for whole and half a. */
function gammaDensity(x: number, a: number): number {
  if (a >= LARGE_SHAPE) return largeGammaDensity(x, a);
  // e⁻ˣ alone may be below the smallest double.
  const halfway = Math.exp(-x / 2);
  let density = Number.isInteger(a) ? halfway : halfway / Math.sqrt(Math.PI * x);
  for (let factor = a - 1; factor > 0; factor -= 1) density *= x / factor;
  return density * halfway;
}

/**
 * The same with Stirling's series for Γ, after Loader: powers and factorials of thousands never appear, and what stands in
 * the exponent is no larger than the result's own logarithm.
 *
 * @see Loader (2000), Fast and accurate computation of binomial probabilities; https://dlmf.nist.gov/5.11 (5.11.1)
 */
function largeGammaDensity(x: number, a: number): number {
  const away = (x - a) / a;
  const exponent = -a * (away - Math.log1p(away)) - stirlingRest(a);
  return (Math.exp(exponent) * Math.sqrt(a / (2 * Math.PI))) / x;
}

/** ln Γ(a) less its leading part (a - 1/2) ln a - a + ln √(2π). For a ≥ 50 the next term is below 1e-18. */
function stirlingRest(a: number): number {
  const square = a * a;
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / a;
}
