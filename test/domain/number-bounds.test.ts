import { describe, expect, test } from 'vitest';
import { NO_BOUNDS, readTypedNumber } from '../../src/domain/number-bounds.ts';

const read = (text: string, bounds = {}) => readTypedNumber(text, { ...NO_BOUNDS, ...bounds });

describe('a number that an expert writes', () => {
  test('may be in any digits, with either decimal mark, and with its measure', () => {
    for (const text of ['12.5', '۱۲٫۵', '١٢٫٥', '12/5', ' ۱۲/۵ ', '۱۲٫۵ درصد', '12.5%', '۱۲٫۵٪'])
      expect([text, read(text, { measure: 'درصد' })]).toEqual([text, { ok: true, value: 12.5 }]);
    expect(read('۱٬۴۰۵')).toEqual({ ok: true, value: 1405 });
    expect(read('-۳')).toEqual({ ok: true, value: -3 });
  });

  test('is none with words, or too long to be meant', () => {
    for (const text of ['', 'سلام', 'حدود ۱۲', '12 تا 15', '9'.repeat(400), '1e3'])
      expect(read(text)).toEqual({ ok: false, refusal: { code: 'number.unreadable' } });
  });

  test('lies within the bounds, which belong to it', () => {
    const bounds = { least: 0, most: 100, measure: '' };
    expect([read('0', bounds).ok, read('100', bounds).ok]).toEqual([true, true]);
    for (const text of ['-0.01', '100.01'])
      expect(read(text, bounds)).toEqual({ ok: false, refusal: { code: 'number.outside', ...bounds } });
    expect(read('-5', { least: null, most: 3 }).ok).toBe(true);
  });
});
