import { stateFrom } from './seeded-random.ts';
import { sumOfSquares } from './sum-of-squares.ts';

/** What is counted: of so many shuffles those whose S is at least the observed one. */
export interface Counting {
  readonly observed: number;
  readonly shuffles: number;
  /** A whole number from 0 to 2⁵³ - 1. */
  readonly seed: number;
}

/**
 * Shuffles raters' ranks over the items and counts how often S is at least as large as observed.
 *
 * The first rater's ranks stay where they are: naming the items anew moves them anywhere, and changes no S. All others
 * are shuffled twice at once, each copy on from where its last shuffle left it (Fisher & Yates: from the last item
 * down to the second, each trades places with one of those up to itself). For the n-th item one word of xoshiro128**
 * draws both places, the lower half of its bits for the first copy and the upper half for the second: the whole part
 * of n · half / 2¹⁶, counted from 0. Where the lower 16 bits of either product are below the remainder of 2¹⁶ by n,
 * both are drawn anew, so that each place is equally likely (Lemire's way).
 *
 * Two at once, since each step of a shuffle waits for what the one before wrote; the generator stands in the loop, so
 * that its state stays in registers. Together four times as fast as shuffles by `seededRandom`.
 *
 * @param rankings doubled ranks, one row a rater; at most 2¹⁵ items
 * @see Lemire (2019), Fast random integer generation in an interval, ACM TOMACS 29(1), 3
 */
export function countInPairs(
  rankings: readonly Int32Array[],
  { observed, shuffles, seed }: Counting,
): number {
  const held = rankings[0]!;
  const pairs = rankings.slice(1).map((ranks): Pair => [ranks.slice(), ranks.slice()]);
  const sums: Pair = [held.slice(), held.slice()];
  const state = Int32Array.from(stateFrom(seed));
  let atLeastAsLarge = 0;
  for (let shuffle = 0; shuffle < shuffles; shuffle += 2) {
    for (const copy of sums) copy.set(held);
    for (const pair of pairs) addShuffled(pair, sums, state);
    // The last pair's second shuffle is one too many where their number is odd.
    const counted = shuffle + 1 < shuffles ? sums : [sums[0]];
    for (const copy of counted) if (sumOfSquares(copy) >= observed) atLeastAsLarge += 1;
  }
  return atLeastAsLarge;
}

type Pair = readonly [Int32Array, Int32Array];

/** Shuffles both copies of a rater's ranks in place, and adds each rank to its item's sum. */
function addShuffled([ranks1, ranks2]: Pair, [sums1, sums2]: Pair, state: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let n = ranks1.length;
  while (n > 1) {
    const scrambled = Math.imul(b, 5);
    const word = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);

    const product1 = Math.imul(word & 0xffff, n);
    const product2 = Math.imul(word >>> 16, n);
    const lower1 = product1 & 0xffff;
    const lower2 = product2 & 0xffff;
    // The remainder, below n, takes long to find.
    if ((lower1 < n || lower2 < n) && (lower1 < 2 ** 16 % n || lower2 < 2 ** 16 % n)) continue;
    n -= 1;
    const place1 = product1 >>> 16;
    const rank1 = ranks1[place1]!;
    ranks1[place1] = ranks1[n]!;
    ranks1[n] = rank1;
    sums1[n] = (sums1[n]! + rank1) | 0;
    const place2 = product2 >>> 16;
    const rank2 = ranks2[place2]!;
    ranks2[place2] = ranks2[n]!;
    ranks2[n] = rank2;
    sums2[n] = (sums2[n]! + rank2) | 0;
  }
  sums1[0]! += ranks1[0]!;
  sums2[0]! += ranks2[0]!;
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = d;
}
