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

test('beyond chi² = 2000, where the library is wrong in the third digit, the tail is right', () => {
  // 40-digit arithmetic (mpmath): Q(500, 1000.5), Q(488.5, 1656.3416786), Q(1000.5, 1000.5).
  expectDigits(chiSquareTail(2001, 1000), 3.223693839054387e-69, 12, 'df 1000');
  expectDigits(chiSquareTail(3312.6833571049447, 978), 1.0000000003399e-250, 10, 'df 978');
  expectDigits(chiSquareTail(2001, 2001), 0.4957958067483724, 12, 'df 2001');
});

test('the tail falls without a jump where one evaluation hands over to the other', () => {
  for (const df of [200, 500, 978, 1500, 2000]) {
    const left = Math.log(chiSquareTail(1999.9999, df));
    const here = Math.log(chiSquareTail(2000, df));
    const right = Math.log(chiSquareTail(2000.0001, df));
    expect(Math.abs(right - here - (here - left))).toBeLessThan(1e-10);
  }
});

test('everything lies above 0', () => {
  expect(chiSquareTail(0, 1)).toBe(1);
  expect(chiSquareTail(0, 977)).toBe(1);
});

test('an argument out of its range is a fault', () => {
  expect(() => chiSquareTail(-1, 3)).toThrow('chi2 is -1');
  expect(() => chiSquareTail(Number.NaN, 3)).toThrow('chi2 is NaN');
  expect(() => chiSquareTail(1, 0)).toThrow('df is 0');
  expect(() => chiSquareTail(1, 2.5)).toThrow('df is 2.5');
});
