import { type XoshiroState, xoshiro128 } from './xoshiro128.ts';

/** A source of chance that a seed repeats exactly, on every machine. Not for secrets. */
export interface SeededRandom {
  /** A number from 0 to below 1, a multiple of 2⁻⁵³. */
  next(): number;
  /** A whole number from 0 to n - 1, each equally likely; n is a whole number from 1 to 2³². */
  below(n: number): number;
  /** The same things in random order, each order equally likely; what is given stays as it is. */
  shuffle<T>(things: readonly T[]): T[];
}

/**
 * @param seed a whole number from 0 to 2⁵³ - 1
 * @throws RangeError where the seed, or an n handed to `below`, is out of its range
 * @example
 * seededRandom(7).shuffle(['a', 'b', 'c'])
 */
export function seededRandom(seed: number): SeededRandom {
  const word = xoshiro128(stateFrom(seed));

  function below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`n is ${n}; expected a whole number from 1 to 2^32`);
    }
    return n <= 2 ** 21 ? belowByProduct(word, n) : belowByBits(word, n);
  }

  return {
    next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53,
    below,
    shuffle: (things) => {
      const shuffled = [...things];
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}

/**
 * The whole part of n · word / 2³², Lemire's way: nearly no draw is repeated, which makes it twice as fast as drawing
 * bits. The product is exact, as n has at most 22 bits.
 *
 * @see Lemire (2019), Fast random integer generation in an interval, ACM TOMACS 29(1), 3
 */
function belowByProduct(word: () => number, n: number): number {
  let product = word() * n;
  let remainder = product >>> 0;
  if (remainder < n) {
    const surplus = 2 ** 32 % n;
    while (remainder < surplus) {
      product = word() * n;
      remainder = product >>> 0;
    }
  }
  return (product - remainder) / 2 ** 32;
}

/** As few bits as hold n - 1, drawn anew until they are below n: a remainder would favour small numbers. */
function belowByBits(word: () => number, n: number): number {
  const spareBits = Math.clz32(n - 1);
  let drawn = word() >>> spareBits;
  while (drawn >= n) drawn = word() >>> spareBits;
  return drawn;
}

/**
 * Four words that differ wildly between neighbouring seeds: splitmix32, with the seed's upper bits mixed in.
 *
 * @param seed a whole number from 0 to 2⁵³ - 1
 * @throws RangeError where it is none
 */
export function stateFrom(seed: number): XoshiroState {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`seed is ${seed}; expected a whole number from 0 to 2^53 - 1`);
  }
  let counter = (seed >>> 0) ^ mixed(Math.floor(seed / 2 ** 32));
  const nextWord = () => {
    counter = (counter + 0x9e3779b9) | 0;
    return mixed(counter);
  };
  return [nextWord(), nextWord(), nextWord(), nextWord()];
}

/** The finishing steps of splitmix32: a one-to-one map of 32-bit words that spreads every bit; 0 stays 0. */
function mixed(word: number): number {
  const once = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
  return (twice ^ (twice >>> 15)) >>> 0;
}
