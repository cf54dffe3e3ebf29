import { describe, expect, test } from 'vitest';
import {
  judgeMean,
  judgePanel,
  type PanelFigures,
  type StopRules,
  showsAgreement,
  showsStability,
} from '../../src/domain/verdict.ts';

describe('an item of a Likert round', () => {
  test('is kept where its mean is above the neutral point, and dropped at it or below', () => {
    expect(judgeMean(3.01, 3)).toEqual({ kept: true, why: 'above_rule' });
    expect(judgeMean(3, 3)).toEqual({ kept: false, why: 'below_rule' });
    expect(judgeMean(2.99, 3)).toEqual({ kept: false, why: 'below_rule' });
  });

  test('is dropped at a neutral point that has no exact binary form', () => {
    expect(judgeMean((0.1 + 0.2) / 2, 0.15).kept).toBe(false);
    expect(judgeMean((0.1 + 0.2 + 0.3) / 3, 0.2).kept).toBe(false);
  });

  test('stays where nobody rated it', () => {
    expect(judgeMean(null, 3)).toEqual({ kept: true, why: 'no_answers' });
  });
});

const rules: StopRules = { minRounds: 2, maxRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7 };
const figures: PanelFigures = { roundNumber: 2, isEmptied: false, w: 0.5, p: 0.001, change: 0.4 };
const statusOf = (its: Partial<PanelFigures>, under: Partial<StopRules> = {}) =>
  judgePanel({ ...figures, ...its }, { ...rules, ...under });

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
    expect(statusOf({ w: 0.9, p: 0.05 })).toBe('active');
    expect(statusOf({ w: 0.9, p: 0.0499 })).toBe('agreed');
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
    expect(statusOf({ w: null, p: null, change: null })).toBe('active');
  });
});

test('agreement and stability are told in every round, the first one too', () => {
  expect(showsAgreement({ w: 0.7, p: 0.01 }, rules)).toBe(true);
  expect(showsStability({ change: 0.1 }, rules)).toBe(true);
});
