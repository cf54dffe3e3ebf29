/**
 * Friedman's statistic as W gives it: under no agreement it is nearly chi-square distributed with n - 1 degrees of
 * freedom, the better the more raters and items there are.
 *
 *     chi² = m (n - 1) W
 *
 * @param w Kendall's W, corrected for ties
 * @param raters m
 * @param items n
 * @see Friedman (1937), The use of ranks to avoid the assumption of normality, JASA 32(200), 675-701
 */
export function chiSquare(w: number, raters: number, items: number): number {
  return raters * (items - 1) * w;
}
