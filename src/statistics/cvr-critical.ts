/**
 * How many of N experts must call an item essential for it to be more than chance: the exact one-tailed binomial test
 * at 5 %.
 *
 *     the smallest k with P(X ≥ k | N, 1/2) ≤ 0.05
 *
 * Taken in integers: 20 · (C(N, k) + … + C(N, N)) ≤ 2ᴺ.
 *
 * @param raters N, the experts who rated the item; a whole number from 0 on
 * @returns null with fewer than five experts: then not even all of them are enough
 * @see Ayre & Scally (2014), Critical values for Lawshe's content validity ratio: revisiting the original methods of
 *   calculation, Measurement and Evaluation in Counseling and Development 47(1), 79-86
 * @example
 * criticalEssential(12) // 10
 */
export function criticalEssential(raters: number): number | null {
  const all = 2n ** BigInt(raters);
  let ways = 1n; // C(N, k), from k = N down
  let tail = 0n;
  let critical: number | null = null;
  for (let essential = raters; essential >= 0; essential -= 1) {
    tail += ways;
    if (20n * tail > all) break;
    critical = essential;
    ways = (ways * BigInt(essential)) / BigInt(raters - essential + 1);
  }
  return critical;
}

/**
 * Lawshe's content validity ratio: -1 where nobody calls the item essential, 0 where half do, 1 where all do.
 *
 *     (nₑ - N/2) / (N/2)
 *
 * @param essential nₑ, the experts who called it essential
 * @param raters N, the experts who rated it
 * @returns null where nobody rated it
 * @see Lawshe (1975), A quantitative approach to content validity, Personnel Psychology 28(4), 563-575
 */
export function contentValidityRatio(essential: number, raters: number): number | null {
  return raters === 0 ? null : (2 * essential - raters) / raters;
}

/**
 * The smallest ratio as Lawshe printed it, by number of experts. It is shown beside the exact one and decides nothing:
 * 9 experts need a higher ratio than 8 do, and how it was computed was never published.
 *
 * @see Lawshe (1975), A quantitative approach to content validity, Personnel Psychology 28(4), 563-575, table 1
 */
export const LAWSHE_1975: ReadonlyMap<number, number> = new Map([
  [5, 0.99],
  [6, 0.99],
  [7, 0.99],
  [8, 0.75],
  [9, 0.78],
  [10, 0.62],
  [11, 0.59],
  [12, 0.56],
  [13, 0.54],
  [14, 0.51],
  [15, 0.49],
  [20, 0.42],
  [25, 0.37],
  [30, 0.33],
  [35, 0.31],
  [40, 0.29],
]);
