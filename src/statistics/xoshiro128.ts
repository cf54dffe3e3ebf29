/** Words of 32 bits; not all of them 0. */
export type XoshiroState = readonly [number, number, number, number];

/**
 * The generator xoshiro128** 1.1: whole numbers from 0 to 2³² - 1, equally likely, of period 2¹²⁸ - 1. Only integer
 * operations, so a state gives the same numbers on every machine.
 *
 * @returns a function that gives the next number
 * @see Blackman & Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4), 36;
 *   https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128(state: XoshiroState): () => number {
  // Kept as signed words: V8 stores those in place, unsigned ones from 2³¹ on as heap objects.
  let [a, b, c, d] = state.map((word) => word | 0) as [number, number, number, number];
  return () => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return scrambled >>> 0;
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
