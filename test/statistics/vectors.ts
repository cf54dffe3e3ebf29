import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** What R made: `vectors/<name>.json`, from the lines of `vectors/<name>.R`. */
export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** Both undefined, or the same to so many significant digits; 0 only as 0. */
export function expectDigits(
  actual: number | null,
  expected: number | null,
  digits: number,
  what: string,
): void {
  if (actual === null || expected === null) {
    expect(actual, what).toBe(expected);
    return;
  }
  const difference = Math.abs(actual - expected);
  const allowed = Math.abs(expected) * 0.5 * 10 ** -digits;
  expect(difference <= allowed, `${what}: ${actual}, expected ${expected} to ${digits} digits`).toBe(true);
}
