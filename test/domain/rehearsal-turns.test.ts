import { expect, test } from 'vitest';
import { rehearsalTurns } from '../../src/domain/rehearsal-turns.ts';
import type { StudyDraft } from '../../src/domain/study-draft.ts';
import { RULES } from '../fixtures/plain-rules.ts';

/** Experts and items on each panel, by its code. */
function study(panels: Readonly<Record<string, readonly [experts: number, items: number]>>): StudyDraft {
  const many = (which: 0 | 1) =>
    Object.entries(panels).flatMap(([code, counts]) => Array(counts[which]).fill({ panelCodes: [code] }));
  const codes = Object.keys(panels).map((code) => ({ code: `${code}\u200c`, name: code }));
  return { rules: RULES, panels: codes, experts: many(0), items: many(1) } as unknown as StudyDraft;
}

test('everybody answers where all answers together are few', () => {
  const { experts, answers } = rehearsalTurns(study({ A: [3, 10], B: [2, 5] }));
  expect([...experts]).toEqual([0, 1, 2, 3, 4]);
  expect(answers).toBe(3 * (3 * 10 + 2 * 5));
});

test('in a large study every so many-th expert of each panel answers, and one at least', () => {
  const { experts, answers } = rehearsalTurns(study({ A: [6, 10], B: [1, 10] }), 100);
  expect([...experts]).toEqual([0, 3, 6]);
  expect(answers).toBe(90);
});

test('48 experts with 978 items each: sixteen of them answer', () => {
  const { experts, answers } = rehearsalTurns(study({ A: [48, 978] }));
  expect(experts.size).toBe(16);
  expect(answers).toBeLessThan(60_000);
});
