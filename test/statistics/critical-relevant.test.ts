import { expect, test } from 'vitest';
import { criticalRelevant } from '../../src/statistics/critical-relevant.ts';

test('the critical number is the one that the sources print, for up to ten judges', () => {
  const judges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(judges.map(criticalRelevant)).toEqual([1, 2, 3, 4, 5, 5, 6, 7, 7, 8]);
});

test('the critical number is at least 7/9 of more than ten judges', () => {
  expect([11, 12, 14, 15, 18, 27, 28].map(criticalRelevant)).toEqual([9, 10, 11, 12, 14, 21, 22]);
  for (let judges = 11; judges <= 2000; judges += 1) {
    const least = criticalRelevant(judges);
    expect(9 * least >= 7 * judges && 9 * (least - 1) < 7 * judges, `${judges} judges`).toBe(true);
  }
});
