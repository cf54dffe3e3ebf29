/** A rating of one expert in two rounds. */
export type Pair = readonly [before: number, now: number];

/**
 * Cohen's kappa of the same experts in two rounds, weighted linearly by scale value: 1 where nobody changed, 0 where
 * the changes are as large as those between strangers.
 *
 *     1 - (Σ |xᵢ - yᵢ| / n) / (Σᵢ Σⱼ |xᵢ - yⱼ| / n²)
 *
 * @returns null without a pair, and where either round is constant: then chance alone explains all
 * @see Cohen (1968), Weighted kappa, Psychological Bulletin 70(4), 213-220
 */
export function weightedKappa(pairs: readonly Pair[]): number | null {
  const n = pairs.length;
  const isConstant = (round: 0 | 1) => pairs.every((pair) => pair[round] === pairs[0]![round]);
  if (n === 0 || isConstant(0) || isConstant(1)) return null;
  const observed = pairs.reduce((sum, [before, now]) => sum + Math.abs(before - now), 0);
  const byChance = pairs.reduce(
    (sum, [before]) => sum + pairs.reduce((inner, [, now]) => inner + Math.abs(before - now), 0),
    0,
  );
  return 1 - (n * observed) / byChance;
}
