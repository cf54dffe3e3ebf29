import { averageRanks } from './average-ranks.ts';
import { tieTerm } from './tie-term.ts';

/**
 * What W and the mean Spearman correlation are made of, in whole numbers.
 *
 * Ranks are halves at the finest, so everything is kept at a multiple that is an integer, and as `bigint`, since
 * m²n³ outgrows 2⁵³ in large studies: perfect agreement then is exactly 1, and (m·w - 1) loses no digit.
 */
export interface RankSpread {
  readonly raters: number;
  readonly items: number;
  /** 12 S: S is the sum of the squared deviations of the items' rank sums from their mean. */
  readonly spread12: bigint;
  /** m²(n³ - n): 12 S where all raters agree and nothing is tied. */
  readonly greatest: bigint;
  /** m²(n³ - n) - mT: the same where raters have the ties that they have. Always above 0. */
  readonly greatestWithTies: bigint;
}

/**
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns null where concordance is undefined: fewer than two raters, fewer than two items, or every rater gave one
 *   rating to all items
 * @throws RangeError where rows differ in length or a cell is no finite number
 */
export function rankSpread(ratings: readonly (readonly number[])[]): RankSpread | null {
  const raters = ratings.length;
  const items = ratings[0]?.length ?? 0;
  for (const [rater, row] of ratings.entries()) {
    if (row.length !== items)
      throw new RangeError(`rater ${rater} has ${row.length} ratings, others ${items}`);
    if (!row.every(Number.isFinite))
      throw new RangeError(`rater ${rater} has a rating that is no finite number`);
  }
  if (raters < 2 || items < 2) return null;

  const m = BigInt(raters);
  const n = BigInt(items);
  const ties = ratings.reduce((total, row) => total + BigInt(tieTerm(row)), 0n);
  const greatest = m * m * (n ** 3n - n);
  const greatestWithTies = greatest - m * ties;
  if (greatestWithTies === 0n) return null;
  return { raters, items, spread12: 3n * spreadOfDoubledRanks(ratings, items), greatest, greatestWithTies };
}

/** 4 S: from doubled ranks, whose sum over m raters deviates from its mean m(n + 1) by an integer. */
function spreadOfDoubledRanks(ratings: readonly (readonly number[])[], items: number): bigint {
  const deviations = new Array<number>(items).fill(-ratings.length * (items + 1));
  for (const row of ratings) {
    for (const [item, rank] of averageRanks(row).entries()) deviations[item]! += 2 * rank;
  }
  return deviations.reduce((total, deviation) => total + BigInt(deviation) ** 2n, 0n);
}
