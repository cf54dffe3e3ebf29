/** Standard normal quantile for 95 % two-sided. */
const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a share, without continuity correction: how little a small panel's share says.
 *
 *     (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
 *
 * @param count of `n` answers; 0 to n
 * @returns both ends, 0 to 1; null without an answer
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22(158), 209-212; R:
 *   `prop.test(count, n, correct = FALSE)$conf.int`
 * @example
 * wilsonInterval(9, 12) // { low: 0.4676…, high: 0.9110… }
 */
export function wilsonInterval(count: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const share = count / n;
  const middle = share + Z ** 2 / (2 * n);
  const half = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const whole = 1 + Z ** 2 / n;
  // At the ends of the range the result is exactly 0 or 1, which the formula misses by rounding.
  return {
    low: count === 0 ? 0 : (middle - half) / whole,
    high: count === n ? 1 : (middle + half) / whole,
  };
}
