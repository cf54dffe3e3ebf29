import { averageRanks } from './average-ranks.ts';
import { chiSquareTail } from './chi-square-tail.ts';
import { decimalSums } from './decimal-sums.ts';
import { tieTerm } from './tie-term.ts';
import type { Pair } from './weighted-kappa.ts';

/** With more changes the exact distribution is hardly distinguishable from the normal one. */
const MOST_EXACT = 200;

/**
 * Wilcoxon's signed-rank test of two rounds of the same experts, two-sided: exact given the ties, experts who did not
 * change left out. Over 200 changes the normal approximation, corrected for ties and continuity.
 *
 * @returns null where nobody changed
 * @see Pratt & Gibbons (1981), Concepts of Nonparametric Theory, ch. 3; R: `wilcox.test(x, y, paired = TRUE)`, exact
 *   where nothing is tied, `exact = FALSE, correct = TRUE` for the approximation
 */
export function signedRankP(pairs: readonly Pair[]): number | null {
  // In whole units: 0.3 - 0.1 and 0.4 - 0.2 are one size.
  const changes = pairs.map(([before, now]) => changeOf(before, now)).filter((change) => change !== 0);
  if (changes.length === 0) return null;
  const sizes = changes.map(Math.abs);
  const ranks = averageRanks(sizes);
  const rises = ranks.reduce((sum, rank, at) => (changes[at]! > 0 ? sum + rank : sum), 0);
  return changes.length > MOST_EXACT ? normalP(rises, sizes) : exactP(rises, ranks);
}

/** The least p possible with this many changes: all in one direction. */
export function leastSignedRankP(changes: number): number | null {
  return changes === 0 ? null : Math.min(1, 2 ** (1 - changes));
}

function changeOf(before: number, now: number): number {
  const { sum, unit } = decimalSums([now, -before]);
  return Number(sum) / Number(unit);
}

/** From the distribution of the doubled rank sum over all equally likely signs. */
function exactP(rises: number, ranks: readonly number[]): number {
  const doubled = ranks.map((rank) => 2 * rank);
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  const chances = new Float64Array(most + 1);
  chances[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    for (let sum = reached; sum >= 0; sum -= 1) {
      const half = chances[sum]! / 2;
      chances[sum] = half;
      chances[sum + rank]! += half;
    }
    reached += rank;
  }
  const sumOf = (from: number, to: number) =>
    chances.slice(from, to).reduce((sum, chance) => sum + chance, 0);
  const at = 2 * rises;
  return Math.min(1, 2 * Math.min(sumOf(0, at + 1), sumOf(at, most + 1)));
}

function normalP(rises: number, sizes: readonly number[]): number {
  const n = sizes.length;
  const distance = rises - (n * (n + 1)) / 4;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(sizes) / 48;
  const z = (distance - Math.sign(distance) / 2) / Math.sqrt(variance);
  return chiSquareTail(z ** 2, 1);
}
