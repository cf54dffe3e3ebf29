import { describe, expect, test } from 'vitest';
import { concordanceStrength } from '../../src/domain/concordance-strength.ts';
import { type ItemSpread, type JudgedFigures, warningsOf } from '../../src/domain/warnings.ts';
import { describeRatings } from '../../src/statistics/describe-ratings.ts';

const SCALE = [1, 2, 3, 4, 5];
const RULES = { minRounds: 2, maxRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7, version: 2 };

/** `items('555 455 111')`: one word an item, one digit an answer. */
function items(table: string, scale: readonly number[] = SCALE): ItemSpread[] {
  return table.split(' ').map((word) => {
    const { n, q1, q3, counts } = describeRatings(word === '-' ? [] : [...word].map(Number), scale);
    return { n, q1, q3, counts };
  });
}

const PLAIN = '3335 3344 2345 3333 2233';

function warned(figures: Partial<JudgedFigures>, scale = SCALE, rules = RULES): string[] {
  const plain = {
    w: 0.5,
    p: 0.01,
    pPermutation: 0.01,
    change: null,
    changeCommon: null,
    unchangedShare: null,
    raters: 12,
  };
  return warningsOf({ ...plain, items: items(PLAIN), ...figures }, scale, rules).map(({ code }) => code);
}

test('an ordinary round needs no warning', () => {
  expect(warned({ change: 0.3, changeCommon: 0.3, unchangedShare: 0.9 })).toEqual([]);
});

describe('a low W beside agreement', () => {
  const agreed = '4455 4445 5555 3333 2233';
  test('on most items is about order, not level', () => {
    expect(warned({ w: 0.29, items: items(agreed) })).toEqual(['orderWithoutLevel']);
  });
  test('on the two lowest points counts as well', () => {
    expect(warned({ w: 0.1, items: items('1122 1112 1111 3333 2233') })).toEqual(['orderWithoutLevel']);
  });
  test('is none from 0.3 on', () => expect(warned({ w: 0.3, items: items(agreed) })).toEqual([]));
  test('on half of the items is none', () => {
    expect(warned({ w: 0.1, items: items('4455 4445 5555 3333 2233 2333') })).toEqual([]);
  });
  test('takes one point a side where the scale has three', () => {
    const three = items('2333 2223 1223 1233 1333', [1, 2, 3]);
    expect(warned({ w: 0.1, items: three }, [1, 2, 3])).toEqual([]);
  });
});

test('a tiny p beside a low W is no agreement; the permutation p is asked where one was drawn', () => {
  expect(warned({ w: 0.29, pPermutation: 0.0009 })).toEqual(['smallP']);
  expect(warned({ w: 0.29, p: 1e-9, pPermutation: 0.001 })).toEqual([]);
  expect(warned({ w: 0.29, p: 1e-9, pPermutation: null })).toEqual(['smallP']);
  expect(warned({ w: 0.3, pPermutation: 0.0001 })).toEqual([]);
});

describe('a high W beside ratings far apart', () => {
  test('is one order on two levels: two camps', () => {
    expect(warned({ w: 1, items: items('5522 4411 5522 3333 2233') })).toEqual(['levelsApart']);
  });
  test('counts steps of the scale, not its numbers', () => {
    const scale = [0, 0.1, 0.2, 0.3, 0.4];
    const spread = { n: 4, q1: 0.1, q3: 0.30000000000000004, counts: { '0.1': 2 } };
    const five = [spread, spread, spread, spread, spread];
    expect(warned({ w: 0.7, items: five }, scale)).toEqual(['levelsApart']);
    expect(warned({ w: 0.69, items: five }, scale)).toEqual([]);
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
  const rules = { ...RULES, stabilityThreshold: null as never };
  expect(warned({ change: -0.2, changeCommon: 0.02 }, SCALE, rules)).toEqual(['changeFromItems']);
});

test('changes that cannot be compared draw no warning of disagreeing', () => {
  expect(warned({ change: 0.5, changeCommon: null })).toEqual([]);
});

describe('few raters or items', () => {
  test('fewer than five of either are told', () => {
    expect(warned({ raters: 4 })).toEqual(['smallBase']);
    expect(warned({ items: items('3335 3344 2345 3333') })).toEqual(['smallBase']);
    expect(warned({ raters: 5 })).toEqual([]);
  });
  test('are no warning where W is undefined: that is said already', () => {
    expect(warned({ w: null, raters: 0 })).toEqual([]);
  });
});

test.each([
  [0, 'veryWeak'],
  [0.3, 'weak'],
  [0.5, 'moderate'],
  [0.7, 'strong'],
  [0.9, 'veryStrong'],
] as const)('W of %d is %s', (w, strength) => expect(concordanceStrength(w)).toBe(strength));
