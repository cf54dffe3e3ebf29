import { describe, expect, test } from 'vitest';
import { concordanceStrength } from '../../src/domain/concordance-strength.ts';
import type { Concordance } from '../../src/domain/judged-round.ts';
import { verdictBy } from '../../src/domain/verdict.ts';
import { type JudgedFigures, warningsOf } from '../../src/domain/warnings.ts';
import { describeRatings } from '../../src/statistics/describe-ratings.ts';

const SCALE = [1, 2, 3, 4, 5];
const STOP = { minRounds: 2, maxRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7, version: 2 };

/** `items('555 455 111')`: one word an item, one digit an answer; codes A, B and so on. */
function items(table: string, scale: readonly number[] = SCALE): JudgedFigures['items'] {
  return table.split(' ').map((word, at) => ({
    ...describeRatings(word === '-' ? [] : [...word].map(Number), scale),
    ...{ code: String.fromCharCode(65 + at), kept: true, ruled: verdictBy(true) },
  }));
}

const PLAIN = '333433343333 333444333444 234433344433 333333333333 223332233333';

const CONCORDANCE: Concordance = {
  ...{ w: 0.5, wUncorrected: 0.5, chi2: 20, df: 4, p: 0.01, pPermutation: 0.01, meanSpearman: 0.4 },
  ...{ change: null, changeCommon: null, wChance: 1 / 12, flatRaters: 0, keptInBulk: null },
};

type Given = Partial<Concordance> & Partial<Omit<JudgedFigures, 'concordance'>>;

function warned(
  given: Given,
  { stop = STOP, hangs = (): boolean => false, hasLevels = true } = {},
): unknown[] {
  const { answered = 12, raters = 12, unchangedShare = null, verdict = 'active', items: some, ...w } = given;
  return warningsOf(
    {
      answered,
      raters,
      unchangedShare,
      verdict,
      items: some ?? items(PLAIN),
      concordance: { ...CONCORDANCE, ...w },
    },
    stop,
    { hasLevels, hangs },
  ).map(({ code, ...told }) =>
    'items' in told && Array.isArray(told.items) ? `${code} ${told.items}` : code,
  );
}

test('an ordinary round needs no warning', () => {
  expect(warned({ change: 0.3, changeCommon: 0.3, unchangedShare: 0.9 })).toEqual([]);
});

describe('a low W beside agreement', () => {
  const agreed = '444444444455 444444445555 555555555555 333333333333 222233333333';
  test('on most items is about order, not level', () => {
    expect(warned({ w: 0.29, items: items(agreed) })).toEqual(['orderWithoutLevel']);
  });
  test('on the two lowest points counts as well', () => {
    const low = '111111112222 111111111112 111111111111 333333333333 222233333333';
    expect(warned({ w: 0.1, items: items(low) })).toEqual(['orderWithoutLevel']);
  });
  test('is none from 0.3 on', () => expect(warned({ w: 0.3, items: items(agreed) })).toEqual([]));
  test('on half of the items is none', () => {
    expect(warned({ w: 0.1, items: items(`${agreed} 222233333333`) })).toEqual([]);
  });
  test('is none where items are not rated on a scale', () => {
    expect(warned({ w: 0.1, items: items(agreed) }, { hasLevels: false })).toEqual([]);
  });
});

test('a tiny p beside a low W is no agreement; the permutation p is asked where one was drawn', () => {
  expect(warned({ w: 0.29, pPermutation: 0.0009 })).toEqual(['smallP']);
  expect(warned({ w: 0.29, p: 1e-9, pPermutation: 0.001 })).toEqual([]);
  expect(warned({ w: 0.29, p: 1e-9, pPermutation: null })).toEqual(['smallP']);
  expect(warned({ w: 0.3, pPermutation: 0.0001 })).toEqual([]);
});

describe('ratings far apart', () => {
  const camps = '555555222222 444444111111 333333333333 333444333444 223332233333';
  test('are split whatever W is, and two camps of a kept item are firm minorities', () => {
    expect(warned({ w: 1, items: items(camps) })).toEqual(['split A,B']);
    expect(warned({ w: 0.4, items: items(camps) })).toEqual(['split A,B']);
    expect(warned({ w: 0.4, items: items(camps) }, { hasLevels: false })).toEqual([]);
  });
  test('take five points: half of a shorter scale is a step or two', () => {
    expect(warned({ items: items('4422 4422 4422 4422 4422', [1, 2, 3, 4]), answered: 4 })).toEqual([]);
  });
});

describe('a firm minority', () => {
  test('are two experts half the scale away from the median, of an item that stays', () => {
    const some = items('555555555533 333333333333 333444333444 223332233333 333333344444');
    expect(warned({ items: some })).toEqual(['firmMinority A']);
    expect(warned({ items: [{ ...some[0]!, kept: false }, ...some.slice(1)] })).toEqual([]);
    expect(
      warned({ items: items('555555555553 333333333333 333444333444 223332233333 333333344444') }),
    ).toEqual([]);
  });
  test('takes five points: one step from the median of a shorter scale is not firm', () => {
    const one = '333333333322 333333333333 222222222222 333333333333 222222222222';
    expect(warned({ items: items(one, [1, 2, 3]) })).toEqual([]);
  });
});

describe('a change below the threshold', () => {
  test('with many answers changed hides that experts move', () => {
    expect(warned({ change: 0.19, changeCommon: 0.1, unchangedShare: 0.69 })).toEqual(['answersMoving']);
    expect(warned({ change: 0.19, changeCommon: 0.1, unchangedShare: 0.7 })).toEqual([]);
  });
  test('that is larger on common ground is hidden by what left', () => {
    expect(warned({ change: 0.1, changeCommon: -0.25, unchangedShare: 0.8 })).toEqual(['changeHidden']);
  });
});

test('a change of W that common ground does not show comes from items or raters', () => {
  expect(warned({ change: -0.2, changeCommon: 0.02 })).toEqual(['changeFromItems']);
});

test('a study without a stability threshold is weighed by the usual 0.2', () => {
  const stop = { ...STOP, stabilityThreshold: null as never };
  expect(warned({ change: -0.2, changeCommon: 0.02 }, { stop })).toEqual(['changeFromItems']);
});

test('changes that cannot be compared draw no warning of disagreeing', () => {
  expect(warned({ change: 0.5, changeCommon: null })).toEqual([]);
});

describe('few raters or items', () => {
  test('fewer than five of either are told', () => {
    expect(warned({ raters: 4, answered: 4 })).toEqual(['smallBase']);
    expect(warned({ items: items(PLAIN).slice(0, 4) })).toEqual(['smallBase']);
    expect(warned({ raters: 5, answered: 5 })).toEqual([]);
  });
  test('are no warning where W is undefined: that is said already', () => {
    expect(warned({ ...{ w: null, p: null, pPermutation: null }, raters: 0 })).toEqual([]);
  });
  test('raters under two thirds of those who answered are told', () => {
    expect(warned({ raters: 7 })).toEqual(['fewRaters']);
    expect(warned({ raters: 8 })).toEqual([]);
  });
});

test('two p on two sides of 0.05 are told: four experts and two items in one order', () => {
  expect(warned({ w: 1, p: 0.0455, pPermutation: 0.1214 })).toEqual(['pApart', 'nearChance']);
  expect(warned({ w: 1, p: 0.051, pPermutation: 0.0001 })).toEqual(['pApart']);
  expect(warned({ w: 1, p: 0.05, pPermutation: 0.05 })).toEqual(['nearChance']);
});

describe('opinion that settled', () => {
  test('below the threshold of agreement is no agreement', () => {
    expect(warned({ w: 0.69, verdict: 'stable' })).toEqual(['settledApart']);
    expect(warned({ w: 0.7, verdict: 'stable' })).toEqual([]);
    expect(warned({ w: 0.69, verdict: 'active' })).toEqual([]);
  });
  test('over the threshold and not above chance is none either', () => {
    expect(warned({ w: 0.8, p: 0.06, pPermutation: 0.05, verdict: 'stable' })).toEqual([
      'settledApart',
      'nearChance',
    ]);
  });
  test('without a threshold of agreement is weighed by chance alone', () => {
    const stop = { ...STOP, agreementThreshold: null as never };
    expect(warned({ w: 0.3, verdict: 'stable' }, { stop })).toEqual([]);
  });
});

test('experts who gave every item one rating are counted', () => {
  expect(warned({ flatRaters: 1 })).toEqual(['flatRaters']);
});

test('a third of the unchanged answers kept at one press is told', () => {
  expect(warned({ keptInBulk: 1 / 3 })).toEqual(['keptInBulk']);
  expect(warned({ keptInBulk: 0.33 })).toEqual([]);
});

test('items that fewer than half of those who answered rated are named', () => {
  const few = items('33333 333333 333444333444 223332233333 333333344444');
  expect(warned({ items: few })).toEqual(['fewAnswers A']);
});

test('items whose verdict hangs on one expert are named', () => {
  expect(warned({}, { hangs: () => true })).toEqual(['hanging A,B,C,D,E']);
});

test.each([
  [0, 'veryWeak'],
  [0.3, 'weak'],
  [0.5, 'moderate'],
  [0.7, 'strong'],
  [0.9, 'veryStrong'],
] as const)('W of %d is %s', (w, strength) => expect(concordanceStrength(w)).toBe(strength));
