import { describe, expect, test } from 'vitest';
import {
  hangsOnOne,
  type ItemVerdict,
  judgePanel,
  type PanelFigures,
  type StopRules,
  showsAgreement,
  showsStability,
  verdictBy,
} from '../../src/domain/verdict.ts';

const rules: StopRules = {
  ...{ minRounds: 2, maxRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7 },
  version: 2,
};
const figures: PanelFigures = {
  ...{ roundNumber: 2, roundOfKind: 2, isEmptied: false },
  ...{ w: 0.5, p: 0.001, pPermutation: 0.001, change: 0.4 },
};
/** A panel whose rounds are all of one kind, but where another count is given. */
const statusOf = (its: Partial<PanelFigures>, under: Partial<StopRules> = {}) =>
  judgePanel(
    { ...figures, roundOfKind: its.roundNumber ?? figures.roundOfKind, ...its },
    { ...rules, ...under },
  );

describe('a panel', () => {
  test('goes on while it neither agrees nor is stable', () => {
    expect(statusOf({})).toBe('active');
  });

  test('is dropped when no item is left, before anything else is asked', () => {
    expect(statusOf({ isEmptied: true, w: 0.9, roundNumber: 1 })).toBe('dropped');
    expect(statusOf({ isEmptied: true, roundNumber: 3 })).toBe('dropped');
  });

  test('has agreed when W reaches its threshold', () => {
    expect(statusOf({ w: 0.7 })).toBe('agreed');
    expect(statusOf({ w: 0.6999 })).toBe('active');
  });

  test('has not agreed by chance: p must be below 0.05', () => {
    expect(statusOf({ w: 0.9, pPermutation: 0.05 })).toBe('active');
    expect(statusOf({ w: 0.9, pPermutation: 0.0499 })).toBe('agreed');
  });

  test('is told from chance by the permutation p, where the chi-square p errs', () => {
    // Four experts put two items in one order: exactly 1/8 by chance, and a chi-square p below 0.05.
    expect(statusOf({ w: 1, p: 0.046, pPermutation: 0.125 })).toBe('active');
    expect(statusOf({ w: 1, p: 0.051, pPermutation: 0.0001 })).toBe('agreed');
  });

  test('is told from chance by p where the panel is too large for the permutation test', () => {
    expect(statusOf({ w: 0.9, p: 0.049, pPermutation: null })).toBe('agreed');
    expect(statusOf({ w: 0.9, p: 0.05, pPermutation: null })).toBe('active');
  });

  test('goes on under the rule of its protocol: p, and rounds of any kind', () => {
    expect(statusOf({ w: 1, p: 0.046, pPermutation: 0.125 }, { version: 1 })).toBe('agreed');
    expect(statusOf({ w: 0.9, roundOfKind: 1 }, { version: 1 })).toBe('agreed');
  });

  test('is stable when W changes by less than the threshold, up or down', () => {
    expect(statusOf({ change: 0.19 })).toBe('stable');
    expect(statusOf({ change: -0.19 })).toBe('stable');
    expect(statusOf({ change: 0 })).toBe('stable');
    expect(statusOf({ change: -0.2 })).toBe('active');
  });

  test('that agrees and is stable has agreed', () => {
    expect(statusOf({ w: 0.8, change: 0.01 })).toBe('agreed');
  });

  test('does not end before the least number of rounds', () => {
    expect(statusOf({ roundNumber: 1, w: 0.9, change: 0 })).toBe('active');
    expect(statusOf({ w: 0.9 }, { minRounds: 3 })).toBe('active');
    expect(statusOf({ w: 0.9, roundNumber: 3 }, { minRounds: 3 })).toBe('agreed');
  });

  test('has the least number of rounds of the kind, whatever came before', () => {
    expect(statusOf({ w: 0.9, roundNumber: 3, roundOfKind: 1 }, { maxRounds: 4 })).toBe('active');
    expect(statusOf({ w: 0.9, roundNumber: 4, roundOfKind: 2 }, { maxRounds: 4 })).toBe('agreed');
  });

  test('is finished with the last round, where it has not ended otherwise', () => {
    expect(statusOf({ roundNumber: 3 })).toBe('finished');
    expect(statusOf({ roundNumber: 3, change: 0.1 })).toBe('stable');
    expect(statusOf({ roundNumber: 1, w: 0.9 }, { maxRounds: 1 })).toBe('finished');
  });

  test('is measured by no threshold that is not used', () => {
    const none = { agreementThreshold: null, stabilityThreshold: null };
    expect(statusOf({ w: 1, change: 0 }, none)).toBe('active');
  });

  test('of which W is undefined neither agrees nor is stable', () => {
    expect(statusOf({ w: null, p: null, pPermutation: null, change: null })).toBe('active');
  });
});

test('agreement and stability are told in every round, the first one too', () => {
  expect(showsAgreement({ w: 0.7, p: 0.01, pPermutation: 0.01 }, rules)).toBe(true);
  expect(showsStability({ change: 0.1 }, rules)).toBe(true);
});

describe('an item hangs on one expert', () => {
  const byMajority = ({ n, counts }: { n: number; counts: Readonly<Record<string, number>> }): ItemVerdict =>
    verdictBy(2 * (counts['1'] ?? 0) > n);

  test('whose absence would turn its verdict, kept or dropped', () => {
    expect(hangsOnOne({ kept: true, counts: { 1: 4, 0: 3 } }, byMajority)).toBe(true);
    expect(hangsOnOne({ kept: false, counts: { 1: 3, 0: 3 } }, byMajority)).toBe(true);
    expect(hangsOnOne({ kept: true, counts: { 1: 5, 0: 3 } }, byMajority)).toBe(false);
  });

  test('where that expert is the only one: an item that nobody rated stays', () => {
    expect(hangsOnOne({ kept: false, counts: { 1: 0, 0: 1 } }, byMajority)).toBe(true);
    expect(hangsOnOne({ kept: true, counts: { 1: 1, 0: 0 } }, byMajority)).toBe(false);
  });

  test('and never where nobody rated it', () => {
    expect(hangsOnOne({ kept: true, counts: { 1: 0, 0: 0 } }, byMajority)).toBe(false);
  });
});
