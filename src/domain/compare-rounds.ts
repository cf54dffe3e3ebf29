import { leastSignedRankP, signedRankP } from '../statistics/signed-rank-p.ts';
import { type Pair, weightedKappa } from '../statistics/weighted-kappa.ts';

/** How the experts who rated an item in two rounds moved between them; frozen with the later one. */
export interface RoundComparison {
  /** Share (0–1) with the same rating. */
  readonly unchanged: number | null;
  /** The same without answers that were kept with all others by one press; null where all were. */
  readonly unchangedChosen: number | null;
  /** Cohen's kappa, weighted linearly by scale value. */
  readonly kappa: number | null;
  /** Two-sided p of the signed-rank test. */
  readonly wilcoxonP: number | null;
  /** The least p that this number of changes could give. */
  readonly wilcoxonLeast: number | null;
}

/** One expert's rating of an item in the round before and now. */
export interface RatedTwice {
  readonly pair: Pair;
  readonly keptInBulk: boolean;
}

export function compareRounds(rated: readonly RatedTwice[]): RoundComparison {
  const pairs = rated.map(({ pair }) => pair);
  const changes = pairs.filter(hasChanged).length;
  return {
    unchanged: unchangedShare(pairs),
    unchangedChosen: unchangedShare(rated.filter(({ keptInBulk }) => !keptInBulk).map(({ pair }) => pair)),
    kappa: weightedKappa(pairs),
    wilcoxonP: signedRankP(pairs),
    wilcoxonLeast: leastSignedRankP(changes),
  };
}

/** @returns null without a pair */
export function unchangedShare(pairs: readonly Pair[]): number | null {
  return pairs.length === 0 ? null : pairs.filter((pair) => !hasChanged(pair)).length / pairs.length;
}

function hasChanged([before, now]: Pair): boolean {
  return before !== now;
}
