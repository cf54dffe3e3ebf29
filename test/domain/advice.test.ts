import { describe, expect, test } from 'vitest';
import { adviceOn } from '../../src/domain/advice.ts';
import type { Concordance, JudgedRound } from '../../src/domain/judged-round.ts';
import type { Warning } from '../../src/domain/warnings.ts';

const STOP = { minRounds: 2, maxRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7, version: 2 };
const FIGURES = { w: 0.75, p: 0.001, pPermutation: 0.001, change: 0.1 };

interface Given {
  readonly verdict: JudgedRound['verdict'];
  readonly number?: number;
  readonly figures?: Partial<Concordance> | null;
  readonly dropped?: readonly string[];
}

function advice({ verdict, number = 2, figures = {}, dropped = [] }: Given, ...warnings: Warning[]) {
  const items = ['A', 'B', 'C'].map((code) => ({ code, kept: !dropped.includes(code) }));
  const concordance = figures && { ...FIGURES, ...figures };
  const judged = { verdict, number, concordance, items } as unknown as JudgedRound;
  return adviceOn(judged, warnings, { stop: STOP, maxRounds: 3 });
}

test('a panel without items stops', () => {
  expect(advice({ verdict: 'dropped' })).toEqual({ say: 'stop', why: 'dropped' });
});

describe('a panel that agrees', () => {
  test('stops', () => {
    expect(advice({ verdict: 'agreed' })).toEqual({ say: 'stop', why: 'agreed' });
  });
  test.each(['split', 'firmMinority', 'fewAnswers', 'hanging'] as const)(
    'looks again where an item that stays is %s',
    (code) => {
      expect(advice({ verdict: 'agreed' }, { code, items: ['C', 'A'] })).toEqual({
        say: 'lookAgain',
        items: ['A', 'C'],
      });
      expect(advice({ verdict: 'agreed', dropped: ['A'] }, { code, items: ['A'] })).toMatchObject({
        why: 'agreed',
      });
    },
  );
  test('is not held by what is said of W', () => {
    expect(advice({ verdict: 'agreed' }, { code: 'flatRaters', experts: 2 })).toMatchObject({
      why: 'agreed',
    });
  });
});

describe('a panel that is stable', () => {
  test('stops; without agreement where W is below its threshold or no more than chance', () => {
    expect(advice({ verdict: 'stable' })).toEqual({ say: 'stop', why: 'settled' });
    expect(advice({ verdict: 'stable', figures: { w: 0.69 } })).toEqual({ say: 'stop', why: 'settledApart' });
    expect(advice({ verdict: 'stable', figures: { pPermutation: 0.05 } })).toMatchObject({
      why: 'settledApart',
    });
  });
  test.each([
    [{ code: 'answersMoving', unchangedShare: 0.4 }, 'answersMoving'],
    [{ code: 'changeFromItems' }, 'changeUnclear'],
    [{ code: 'changeHidden' }, 'changeUnclear'],
  ] as const)('goes on with %j while rounds are left', (warning, why) => {
    expect(advice({ verdict: 'stable' }, warning)).toEqual({ say: 'goOn', why });
    // After the last round it stops, and does not say that opinion has settled.
    expect(advice({ verdict: 'stable', number: 3 }, warning)).toEqual({ say: 'stop', why: 'unsettled' });
    expect(advice({ verdict: 'stable', number: 3, figures: { w: 0.69 } }, warning)).toEqual({
      ...{ say: 'stop', why: 'unsettledApart' },
    });
  });
});

describe('a panel that has not ended', () => {
  test('goes on', () => {
    expect(advice({ verdict: 'active', figures: { w: 0.4, change: null } })).toEqual({
      say: 'goOn',
      why: 'active',
    });
    expect(advice({ verdict: 'active', figures: null })).toEqual({ say: 'goOn', why: 'active' });
  });
  test('goes on with a sign that comes before the least number of rounds', () => {
    expect(advice({ verdict: 'active', number: 1 })).toEqual({ say: 'goOn', why: 'activeWithSign' });
  });
  test('stops after the last round', () => {
    const none = { w: 0.4, change: null };
    expect(advice({ verdict: 'finished', number: 3, figures: none })).toEqual({
      say: 'stop',
      why: 'finished',
    });
    expect(advice({ verdict: 'active', number: 3, figures: none })).toEqual({ say: 'stop', why: 'finished' });
    expect(advice({ verdict: 'finished', number: 3 })).toEqual({ say: 'stop', why: 'finishedWithSign' });
  });
});
