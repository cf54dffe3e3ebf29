import { averageRanks } from './average-ranks.ts';

/**
 * W where ratings are missing: from the Spearman correlations of all pairs of raters over the items that both rated,
 * each weighted with one less than their number.
 *
 *     (1 + r (k - 1)) / k
 *
 * r: the weighted mean correlation; of a pair in which somebody ties all that both rated it is 0.
 * k: how many ratings an item has on average. Raters with a single rating say nothing of an order and are left out.
 *
 * Without ties and gaps it is `kendallW`.
 *
 * @param ratings one row a rater, one column an item; null where the item was not rated
 * @returns null with fewer than two items, and where no two raters order items that both rated
 * @see Brueckl (2011), Statistische Verfahren zur Ermittlung der Urteileruebereinstimmung; Taylor (1987), Biometrics
 *   43, 409-416; R: `irrNA::kendallNA`
 */
export function availableW(ratings: readonly (readonly (number | null)[])[]): number | null {
  const items = ratings[0]?.length ?? 0;
  const raters = ratings.filter((row) => countIn(row) > 1);
  if (items < 2 || raters.length < 2) return null;
  const complete = raters.map((row) => (countIn(row) === items ? centredRanks(row as number[]) : null));
  let weights = 0;
  let weighted = 0;
  let ordered = 0;
  for (let one = 0; one < raters.length; one += 1) {
    for (let other = one + 1; other < raters.length; other += 1) {
      const shared = sharedRanks(raters[one]!, raters[other]!, complete[one]!, complete[other]!);
      const weight = Math.max(0, shared.items - 1);
      const correlation = weight === 0 ? null : correlationOf(shared);
      weights += weight;
      weighted += weight * (correlation ?? 0);
      if (correlation !== null) ordered += 1;
    }
  }
  if (ordered === 0) return null;
  const k = raters.reduce((sum, row) => sum + countIn(row), 0) / items;
  return (1 + (weighted / weights) * (k - 1)) / k;
}

/** Twice a rank less its mean, a whole number, of items that two raters rated. */
interface SharedRanks {
  readonly items: number;
  readonly one: readonly number[];
  readonly other: readonly number[];
}

function sharedRanks(
  one: readonly (number | null)[],
  other: readonly (number | null)[],
  oneComplete: readonly number[] | null,
  otherComplete: readonly number[] | null,
): SharedRanks {
  if (oneComplete && otherComplete) return { items: one.length, one: oneComplete, other: otherComplete };
  const both = one.flatMap((_, item) => (one[item] === null || other[item] === null ? [] : [item]));
  return {
    items: both.length,
    one: centredRanks(both.map((item) => one[item]!)),
    other: centredRanks(both.map((item) => other[item]!)),
  };
}

function centredRanks(row: readonly number[]): number[] {
  return averageRanks(row).map((rank) => 2 * rank - (row.length + 1));
}

/** Null where one of them ties everything. */
function correlationOf({ one, other }: SharedRanks): number | null {
  const lengths = Math.sqrt(product(one, one)) * Math.sqrt(product(other, other));
  return lengths === 0 ? null : product(one, other) / lengths;
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}

function countIn(row: readonly (number | null)[]): number {
  return row.reduce<number>((sum, rating) => (rating === null ? sum : sum + 1), 0);
}
