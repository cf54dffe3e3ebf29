import { describe, expect, test } from 'vitest';
import { type CheckedStudy, canBeChecked, checkRules, runsFor } from '../../src/domain/rule-check.ts';
import type { RoundKind } from '../../src/domain/study-draft.ts';
import { kindOf } from '../../src/kinds/all.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import { RULES } from '../fixtures/plain-rules.ts';

const numbers = (from: number, many: number) => Array.from({ length: many }, (_, at) => from + at);

function study(kind: RoundKind, other: Partial<CheckedStudy> = {}): CheckedStudy {
  return {
    ...{ kind, kindOf, question: '', openForDays: 7, maxRounds: 3, plan: [], isShuffled: false },
    panels: [{ id: 1, code: 'A', experts: numbers(1, 12), items: numbers(101, 10) }],
    rules: { ...RULES, minRounds: 2, maxRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7 },
    versions: { form: 2, named: {} },
    scale: [1, 2, 3, 4, 5],
    ...other,
  };
}

function check(checked: CheckedStudy, way: Parameters<typeof checkRules>[1], runs = 60) {
  return checkRules(checked, way, { runs, random: seededRandom(7) });
}

const row = (number: number, kind: RoundKind, panelCodes: string[] = []) => ({
  ...{ number, kind, panelCodes, openForDays: null, question: '' },
});

describe('experts who answer at random', () => {
  test('are never taken for agreeing, and mostly for stable: W stays low, and so it changes little', () => {
    const [panel] = check(study('ranking'), 'random');
    expect(panel!.ends).toEqual({ active: 0, agreed: 0, dropped: 0, stable: 60, finished: 0 });
    expect(panel!.left).toBe(60 * 10);
  });

  test('end by no rule where neither threshold is used', () => {
    const rules = { ...study('ranking').rules, stabilityThreshold: null, agreementThreshold: null };
    expect(check(study('ranking', { rules }), 'random')[0]!.ends).toMatchObject({ finished: 60 });
  });

  test('are taken for agreeing by a threshold that chance alone reaches, where chance alone is not told apart', () => {
    const rules = { ...study('ranking').rules, agreementThreshold: 0.01 };
    const panels = [{ id: 1, code: 'A', experts: numbers(1, 4), items: numbers(1, 5) }];
    const { agreed } = check(study('ranking', { rules, panels }), 'random')[0]!.ends;
    // The permutation test lets one in twenty through, in each of the two rounds that may end the panel.
    expect(agreed).toBeGreaterThan(0);
    expect(agreed).toBeLessThan(15);
  });

  test('lose about half of the items in every Likert round, whose neutral point is in the middle of the scale', () => {
    const rules = {
      ...study('likert').rules,
      minRounds: 1,
      maxRounds: 1,
      neutralPoint: 3,
      keepsBy: 'mean' as const,
    };
    const [panel] = check(study('likert', { rules, maxRounds: 1 }), 'random', 200);
    expect(panel!.left / 200).toBeGreaterThan(4);
    expect(panel!.left / 200).toBeLessThan(5.5);
  });
});

test('two camps of one size that rank the opposite way never agree', () => {
  const [panel] = check(study('ranking'), 'camps');
  expect(panel!.ends).toMatchObject({ agreed: 0, stable: 60 });
});

describe('experts who always give one answer', () => {
  test('have no W in a Likert round, and all of their items share one fate', () => {
    const rules = { ...study('likert').rules, neutralPoint: 3, keepsBy: 'mean' as const };
    const [panel] = check(study('likert', { rules }), 'same');
    expect(panel!.ends).toMatchObject({ agreed: 0, stable: 0 });
    expect(panel!.ends.dropped + panel!.ends.finished).toBe(60);
    expect(panel!.left).toBe(10 * panel!.ends.finished);
  });

  test('agree on an order that all leave as it was shown, unless each was shown an own one', () => {
    expect(check(study('ranking'), 'same', 3)[0]!.ends).toMatchObject({ agreed: 3 });
    expect(check(study('ranking', { isShuffled: true }), 'same', 20)[0]!.ends).toMatchObject({ agreed: 0 });
  });
});

describe('as in the study', () => {
  test('an item that a screening drops leaves all panels, by all their judges counted once', () => {
    const panels = [
      { id: 1, code: 'A', experts: numbers(1, 5), items: [1, 2, 3] },
      { id: 2, code: 'B', experts: numbers(3, 5), items: [1, 2, 3] },
    ];
    const rules = { ...study('screening').rules, maxRounds: 1 };
    const [one, other] = check(study('screening', { panels, rules, maxRounds: 1 }), 'random', 50);
    expect(one!.left).toBe(other!.left);
    expect(one!.left).toBeLessThan(150);
    expect(one!.left).toBeGreaterThan(0);
  });

  test('a panel without items waits for its brainstorming, and a plan skips panels', () => {
    const plan = [row(1, 'brainstorming', ['A']), row(2, 'ranking', ['A']), row(3, 'ranking', ['A'])];
    const panels = [
      { id: 1, code: 'A', experts: [1, 2, 3], items: [1, 2] },
      { id: 2, code: 'B', experts: [1], items: [1] },
    ];
    const [a, b] = check(study('likert', { plan, panels }), 'random', 10);
    expect(a!.ends.stable + a!.ends.finished + a!.ends.agreed).toBe(10);
    expect(b!.ends).toMatchObject({ finished: 10 });
  });

  test('one expert alone never has a W', () => {
    const panels = [{ id: 1, code: 'A', experts: [1], items: [1, 2, 3] }];
    expect(check(study('ranking', { panels }), 'same', 5)[0]!.ends).toMatchObject({ finished: 5 });
  });

  test('the same seed gives the same counts', () => {
    expect(check(study('likert'), 'random')).toEqual(check(study('likert'), 'random'));
  });
});

test('there is nothing to check where no round has a W or drops an item', () => {
  expect(canBeChecked(study('brainstorming'))).toBe(false);
  expect(canBeChecked(study('numeric'))).toBe(false);
  expect(canBeChecked(study('likert', { plan: [row(1, 'brainstorming'), row(2, 'numeric')] }))).toBe(false);
  expect(canBeChecked(study('brainstorming', { plan: [row(1, 'brainstorming'), row(2, 'cvr')] }))).toBe(true);
});

test('a large study is checked in fewer runs, though never in next to none', () => {
  const sized = (experts: number, items: number) => ({
    maxRounds: 3,
    panels: [{ id: 1, code: 'A', experts: numbers(1, experts), items: numbers(1, items) }],
  });
  expect(runsFor(sized(12, 20))).toBe(200);
  expect(runsFor(sized(48, 978))).toBeLessThan(60);
  expect(runsFor(sized(1000, 1000))).toBe(20);
});
