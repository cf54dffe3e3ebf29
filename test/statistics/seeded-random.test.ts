import { describe, expect, test } from 'vitest';
import { chiSquareTail } from '../../src/statistics/chi-square-tail.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';

/** How likely counts as uneven as these are if each is equally likely. */
function evenness(counts: number[]): number {
  const each = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi2 = counts.reduce((sum, count) => sum + (count - each) ** 2 / each, 0);
  return chiSquareTail(chi2, counts.length - 1);
}

describe('a seed gives the same numbers everywhere (values of a Python program written from the papers)', () => {
  test('fractions', () => {
    const random = seededRandom(1);
    expect([random.next(), random.next(), random.next(), random.next()]).toEqual([
      0.09156953175513294, 0.8881928137485323, 0.43427017709149285, 0.746779782068075,
    ]);
    expect(seededRandom(0).next()).toBe(0.41675133265905573);
  });
  test('the seed’s bits beyond 32 count', () => {
    expect(seededRandom(2 ** 32 + 1).next()).toBe(0.546744314062766);
  });
  test('whole numbers below n, small and large', () => {
    const random = seededRandom(42);
    const limits = [1, 2, 3, 6, 10, 100, 1000, 2 ** 21, 2 ** 21 + 1, 3e9, 2 ** 32];
    const drawn = [0, 1, 0, 1, 5, 88, 727, 923575, 1206738, 2581809382, 3652642737];
    expect(limits.map(random.below)).toEqual(drawn);
  });
  test('orders', () => {
    expect(seededRandom(42).shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual([
      9, 6, 7, 3, 5, 4, 10, 1, 8, 2,
    ]);
  });
});

test('fractions are from 0 to below 1, evenly', () => {
  const random = seededRandom(5);
  const tenths = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 20_000; draw += 1) {
    const fraction = random.next();
    expect(fraction >= 0 && fraction < 1).toBe(true);
    tenths[Math.floor(fraction * 10)]! += 1;
  }
  expect(evenness(tenths)).toBeGreaterThan(0.001);
});

test('every number below n is equally likely', () => {
  const random = seededRandom(6);
  const counts = new Array<number>(7).fill(0);
  for (let draw = 0; draw < 35_000; draw += 1) counts[random.below(7)]! += 1;
  expect(evenness(counts)).toBeGreaterThan(0.001);
});

test('large limits favour no third of their range, which a remainder would', () => {
  const random = seededRandom(7);
  const thirds = [0, 0, 0];
  for (let draw = 0; draw < 30_000; draw += 1) thirds[Math.floor(random.below(3e9) / 1e9)]! += 1;
  expect(evenness(thirds)).toBeGreaterThan(0.001);
});

test('every order is equally likely', () => {
  const random = seededRandom(8);
  const orders = new Map<string, number>();
  for (let draw = 0; draw < 24_000; draw += 1) {
    const order = random.shuffle(['a', 'b', 'c', 'd']).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(24);
  expect(evenness([...orders.values()])).toBeGreaterThan(0.001);
});

test('neighbouring seeds have nothing in common', () => {
  const firsts = Array.from({ length: 10_000 }, (_, seed) => Math.floor(seededRandom(seed).next() * 20));
  const counts = new Array<number>(20).fill(0);
  for (const first of firsts) counts[first]! += 1;
  expect(evenness(counts)).toBeGreaterThan(0.001);
});

test('the array that is shuffled is not changed', () => {
  const things = Object.freeze([1, 2, 3]);
  seededRandom(1).shuffle(things);
  expect(things).toEqual([1, 2, 3]);
  expect(seededRandom(1).shuffle([])).toEqual([]);
});

test('a seed or limit out of range throws', () => {
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 53])
    expect(() => seededRandom(seed)).toThrow(`seed is ${seed}`);
  for (const n of [0, -3, 1.5, 2 ** 32 + 1]) expect(() => seededRandom(1).below(n)).toThrow(`n is ${n}`);
});
