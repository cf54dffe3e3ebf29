import { expect, test } from 'vitest';
import { chiSquareTail, SMALLEST_TAIL } from '../../src/statistics/chi-square-tail.ts';
import { expectDigits, readVectors } from './vectors.ts';

type Row = [df: number, chi2: number, p: number, logP: number];
const rows = readVectors<Row[]>('chi-square-tail');
const cut = Math.log(SMALLEST_TAIL);

test('agrees with R to 11 digits from 1 down to 1e-300, df 1 to 20,000', () => {
  const above = rows.filter(([, , , logP]) => logP > cut);
  expect(above.length).toBeGreaterThan(2000);
  for (const [df, chi2, p] of above) expectDigits(chiSquareTail(chi2, df), p, 11, `df ${df}, chi2 ${chi2}`);
});

test('below 1e-300 it is exactly 0', () => {
  const below = rows.filter(([, , , logP]) => logP <= cut);
  expect(below.length).toBeGreaterThan(150);
  for (const [df, chi2] of below) expect(chiSquareTail(chi2, df), `df ${df}, chi2 ${chi2}`).toBe(0);
});

test('with two degrees of freedom it is e to the power -chi²/2, told down to 1e-300', () => {
  expectDigits(chiSquareTail(3, 2), Math.exp(-1.5), 13, 'chi2 3');
  expectDigits(chiSquareTail(1381.5, 2), Math.exp(-690.75), 12, 'chi2 1381.5: 1.03e-300');
  expect(chiSquareTail(1381.6, 2), '9.8e-301').toBe(0);
});

test('the tail is right to ten digits beyond chi² = 2000', () => {
  // 40-digit arithmetic (mpmath): Q(500, 1000.5), Q(488.5, 1656.3416786), Q(1000.5, 1000.5).
  expectDigits(chiSquareTail(2001, 1000), 3.223693839054387e-69, 12, 'df 1000');
  expectDigits(chiSquareTail(3312.6833571049447, 978), 1.0000000003399e-250, 10, 'df 978');
  expectDigits(chiSquareTail(2001, 2001), 0.4957958067483724, 12, 'df 2001');
});

test('the tail falls without a jump where one evaluation hands over to the other', () => {
  for (const df of [1, 2, 3, 7, 40, 99, 100, 101, 978, 2000]) {
    // At its own mean, where the two sums meet.
    const left = Math.log(chiSquareTail(df - 1e-6, df));
    const here = Math.log(chiSquareTail(df, df));
    const right = Math.log(chiSquareTail(df + 1e-6, df));
    expect(Math.abs(right - here - (here - left))).toBeLessThan(1e-11);
  }
});

test('with one degree of freedom it is erfc', () => {
  // C: erfc(sqrt(x / 2)).
  expectDigits(chiSquareTail(0.01, 1), 0.920344325445942, 12, '0.01');
  expectDigits(chiSquareTail(3.841458820694124, 1), 0.05, 12, 'the 95th percentile');
  expectDigits(chiSquareTail(8, 1), 0.004677734981047266, 12, 'where the two ways of erfc meet');
  expectDigits(chiSquareTail(100, 1), 1.5239706048320995e-23, 12, '100');
});

test('the tail of 0 is 1', () => {
  expect(chiSquareTail(0, 1)).toBe(1);
  expect(chiSquareTail(0, 977)).toBe(1);
});

test('an argument out of its range throws', () => {
  expect(() => chiSquareTail(-1, 3)).toThrow('chi2 is -1');
  expect(() => chiSquareTail(Number.NaN, 3)).toThrow('chi2 is NaN');
  expect(() => chiSquareTail(1, 0)).toThrow('df is 0');
  expect(() => chiSquareTail(1, 2.5)).toThrow('df is 2.5');
});
