import { expect, test } from 'vitest';
import { firstRoundWorkload } from '../../src/domain/draft-workload.ts';
import { draftOf } from '../fixtures/study.ts';

/** Kinds of rounds in which an answer counts wherever expert and item sit. */
const ONCE = () => false;

const WORDS = {
  experts: { مریم: 'A', کاوه: 'A B' },
  items: { a: 'A', b: 'A B', c: 'B', d: 'B' },
};

test('an item on two of an expert\u2019s panels is asked once', () => {
  expect(firstRoundWorkload(draftOf(WORDS), ONCE)).toEqual({ least: 2, most: 4 });
});

test('in two kinds of one round it is asked in each', () => {
  const rounds = [
    { number: 1, kind: 'likert', panelCodes: ['A'] },
    { number: 1, kind: 'screening', panelCodes: ['B'] },
  ] as const;
  expect(firstRoundWorkload(draftOf({ ...WORDS, rounds }), ONCE)).toEqual({ least: 2, most: 5 });
});

test('items of an excluded audience are not asked', () => {
  const draft = draftOf({ ...WORDS, rules: { excludedAudiences: ['G2G'] }, audiences: { a: 'G2G' } });
  expect(firstRoundWorkload(draft, ONCE)).toEqual({ least: 1, most: 3 });
});

test('panels that the plan leaves out of the first round ask nothing', () => {
  const rounds = [
    { number: 1, panelCodes: ['A'] },
    { number: 2, panelCodes: ['B'] },
  ];
  expect(firstRoundWorkload(draftOf({ ...WORDS, rounds }), ONCE)).toEqual({ least: 2, most: 2 });
});

test('with no item there is no workload', () => {
  expect(firstRoundWorkload(draftOf({ experts: { مریم: 'A' }, items: {} }), ONCE)).toBeNull();
});

test('where an answer counts in its panel alone, each panel asks for its own', () => {
  expect(firstRoundWorkload(draftOf(WORDS), () => true)).toEqual({ least: 2, most: 5 });
});
