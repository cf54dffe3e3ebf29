import { describe, expect, test } from 'vitest';
import { isDiffering, isPointApart, type ReasonedAnswer, wantsReason } from '../../src/domain/differing.ts';

const MIDDLE = { q1: 2.5, q3: 4 };
const WIDE = { q1: 1, q3: 5 };
const NOTHING = { asksReason: () => false };

describe('a rating differs', () => {
  test('below the first quartile or above the third, not at them', () => {
    const told = [2, 2.5, 3, 4, 5].map((value) => isDiffering(value, [MIDDLE]));
    expect(told).toEqual([true, false, false, false, true]);
  });

  test('only where it lies outside the middle half of each panel', () => {
    expect(isDiffering(5, [MIDDLE, WIDE])).toBe(false);
    expect(isDiffering(5, [MIDDLE, { q1: 3, q3: 3 }])).toBe(true);
    // Below one panel's and above the other's.
    expect(isDiffering(3, [MIDDLE, { q1: 4, q3: 5 }])).toBe(false);
    expect(
      isDiffering(3, [
        { q1: 1, q3: 2 },
        { q1: 4, q3: 5 },
      ]),
    ).toBe(true);
  });

  test('from nobody where no panel is shown, or nothing was rated', () => {
    expect(isDiffering(5, [])).toBe(false);
    expect(isDiffering(null, [MIDDLE])).toBe(false);
  });

  test('not by the last digit of an interpolated quartile', () => {
    expect(isDiffering(0.3, [{ q1: 0.1, q3: 0.1 + 0.2 }])).toBe(false);
    expect(isDiffering(0.3, [{ q1: 0.1 + 0.2, q3: 0.5 }])).toBe(false);
  });
});

describe('a reason is asked for', () => {
  const answer: ReasonedAnswer = {
    state: 'rated',
    value: 5,
    reason: null,
    standsBy: false,
  };

  test('where the answer differs', () => {
    expect(wantsReason(answer, [MIDDLE], NOTHING)).toBe(true);
    expect(wantsReason({ ...answer, value: 3 }, [MIDDLE], NOTHING)).toBe(false);
  });

  test('no more once it is given, or the expert stands by the answer', () => {
    expect(wantsReason({ ...answer, reason: 'چون' }, [MIDDLE], NOTHING)).toBe(false);
    expect(wantsReason({ ...answer, standsBy: true }, [MIDDLE], NOTHING)).toBe(false);
  });

  test('of no item that is open or left without an opinion', () => {
    expect(wantsReason({ ...answer, state: 'open', value: null }, [MIDDLE], NOTHING)).toBe(false);
    expect(wantsReason({ ...answer, state: 'no_opinion', value: null }, [MIDDLE], NOTHING)).toBe(false);
  });

  test('of a rating that its kind of round asks for, whatever the others said', () => {
    const no = { asksReason: (value: number) => value === 0 };
    expect(wantsReason({ ...answer, value: 0 }, [], no)).toBe(true);
    expect(wantsReason({ ...answer, value: 1 }, [], no)).toBe(false);
    expect(wantsReason({ ...answer, value: 0, reason: 'چون' }, [], no)).toBe(false);
  });
});

describe('a point from the median', () => {
  const SCALE = [1, 2, 3, 4, 5];

  test('is counted in places of the scale, whatever its values', () => {
    expect(isPointApart(3, [4], SCALE)).toBe(true);
    expect(isPointApart(4, [4.5], SCALE)).toBe(false);
    expect(isPointApart(3, [4.5], SCALE)).toBe(true);
    const uneven = [100, 0, 10];
    expect(isPointApart(10, [100], uneven)).toBe(true);
    expect(isPointApart(10, [55], uneven)).toBe(false);
    expect(isPointApart(0, [55], uneven)).toBe(true);
  });

  test('must lie between the answer and each panel’s median', () => {
    expect(isPointApart(2, [3, 4], SCALE)).toBe(true);
    expect(isPointApart(2, [3, 2.5], SCALE)).toBe(false);
  });

  test('is measured from the nearest point where a later workbook took the answer off the scale', () => {
    expect(isPointApart(9, [5], SCALE)).toBe(false);
    expect(isPointApart(0, [2], SCALE)).toBe(true);
  });
});
