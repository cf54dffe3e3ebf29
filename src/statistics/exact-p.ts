import { averageRanks } from './average-ranks.ts';
import { rankSpread } from './rank-spread.ts';
import { sumOfSquares } from './sum-of-squares.ts';

/** Counting so many takes a few hundredths of a second. */
const MOST_ARRANGEMENTS = 1_000_000;

/**
 * What `permutationP` estimates, by counting: the share, among all arrangements of each rater's own ratings over the
 * items, of those that give a W at least as large.
 *
 * One rater's ratings stay where they are: naming the items anew moves them anywhere and changes no W. Equal ratings
 * of a rater trade places in vain, so only differing arrangements are counted, each as likely as any other. As there, S
 * stands for W, in integers of doubled ranks.
 *
 * @param ratings one row a rater, one column an item; no cell is missing
 * @returns above 0 and at most 1; null where W is undefined or there are over a million arrangements
 * @see permutationP
 */
export function exactP(ratings: readonly (readonly number[])[]): number | null {
  if (rankSpread(ratings) === null) return null;
  const given = ratings.map((row) => Int32Array.from(averageRanks(row), (rank) => 2 * rank));
  const [fixed, ...moved] = given
    .map((row) => ({ row: row.toSorted(), ways: countArrangements(row) }))
    .sort((one, other) => other.ways - one.ways);
  const arrangements = moved.reduce((product, { ways }) => product * ways, 1);
  if (arrangements > MOST_ARRANGEMENTS) return null;

  const observed = sumOfSquares(given.reduce(added, new Int32Array(fixed!.row.length)));
  const [last, ...others] = moved.map(({ row }) => row);
  const atLeastAsLarge = others
    .reduceRight(addRow, [{ sums: fixed!.row, ways: 1 }])
    .reduce((count, { sums, ways }) => count + ways * countAtLeast(observed, sums, last!), 0);
  return atLeastAsLarge / arrangements;
}

/** Rank sums in ascending order, and how many arrangements of the rows so far come to them. */
interface Sums {
  readonly sums: Int32Array;
  readonly ways: number;
}

/** Adds a row in each of its arrangements. Which item bears which sum is all one, since every row is yet to move. */
function addRow(before: readonly Sums[], row: Int32Array): Sums[] {
  const after = new Map<string, Sums>();
  for (const { sums, ways } of before) {
    do {
      const total = added(sums, row).sort();
      const key = total.join();
      after.set(key, { sums: total, ways: ways + (after.get(key)?.ways ?? 0) });
    } while (arrangeAnew(row));
  }
  return [...after.values()];
}

/** n! / (t₁! t₂! …), over groups of equal ranks. */
function countArrangements(row: Int32Array): number {
  const seen = new Map<number, number>();
  let ways = 1;
  for (const [place, rank] of row.entries()) {
    const equal = (seen.get(rank) ?? 0) + 1;
    seen.set(rank, equal);
    ways = (ways * (place + 1)) / equal;
  }
  return ways;
}

/** In how many arrangements a row, added to `sums`, gives squares that sum to at least so much. */
function countAtLeast(least: number, sums: Int32Array, row: Int32Array): number {
  let count = 0;
  do {
    let total = 0;
    for (let item = 0; item < row.length; item += 1) total += (sums[item]! + row[item]!) ** 2;
    if (total >= least) count += 1;
  } while (arrangeAnew(row));
  return count;
}

function added(sums: Int32Array, row: Int32Array): Int32Array {
  const total = new Int32Array(sums);
  for (let item = 0; item < row.length; item += 1) total[item]! += row[item]!;
  return total;
}

/** Puts a row, in ascending order at first, into its next arrangement in lexical order, or back into the first. @returns whether it was not the last */
function arrangeAnew(row: Int32Array): boolean {
  let rise = row.length - 2;
  while (rise >= 0 && row[rise]! >= row[rise + 1]!) rise -= 1;
  if (rise >= 0) {
    let greater = row.length - 1;
    while (row[greater]! <= row[rise]!) greater -= 1;
    [row[rise], row[greater]] = [row[greater]!, row[rise]!];
  }
  row.subarray(rise + 1).reverse();
  return rise >= 0;
}
