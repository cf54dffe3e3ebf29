import { describe, expect, test } from 'vitest';
import { chooseReasons, type LetThroughReason } from '../../src/domain/others-reasons.ts';

const reason = (value: number, text = `دلیل ${value}`): LetThroughReason => ({ value, text });

describe('reasons shown to others', () => {
  test('are two of each side at most, however large the majority', () => {
    const many = Array.from({ length: 9 }, (_, at) => reason(5, `بالا ${at}`));
    const shown = chooseReasons([...many, reason(1)], 4, 7);
    expect(shown.above).toHaveLength(2);
    expect(shown.below).toEqual(['دلیل 1']);
  });

  test('are on the side of their rating; one given for the median is on none', () => {
    expect(chooseReasons([reason(3), reason(3.5), reason(4)], 3.5, 1)).toEqual({
      above: ['دلیل 4'],
      below: ['دلیل 3'],
    });
  });

  test('do not follow the order of the experts', () => {
    const reasons = ['الف', 'ب', 'پ', 'ت'].map((text) => reason(5, text));
    const one = chooseReasons(reasons, 3, 11);
    expect(chooseReasons(reasons.toReversed(), 3, 11)).toEqual(one);
    const pairs = Array.from({ length: 40 }, (_, seed) => chooseReasons(reasons, 3, seed).above.join());
    expect(new Set(pairs).size).toBe(12);
  });
});
