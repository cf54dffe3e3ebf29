import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldDigits, foldText, parseNumber } from '../../src/domain/digits.ts';

test('Persian and Arabic digits become Latin ones, and nothing else changes', () => {
  expect(foldDigits('۰۱۲۳۴۵۶۷۸۹')).toBe('0123456789');
  expect(foldDigits('٠١٢٣٤٥٦٧٨٩')).toBe('0123456789');
  expect(foldDigits('گویهٔ ۱۲، S7')).toBe('گویهٔ 12، S7');
});

describe('a number', () => {
  test.each(['۰٫۲', '0/2', '0.2', '٠٫٢', '٫۲', ' ۰ / ۲ ', '+0.2', '0,2', '۰،۲', '\u200f۰٫۲'])(
    '%j is two tenths',
    (text) => expect(parseNumber(text)).toBe(0.2),
  );

  test.each([
    ['۷۲', 72],
    ['-3', -3],
    ['−۳٫۵', -3.5],
    ['1/2', 1.2],
    ['۱٬۲۳۴', 1234],
    ['12 000', 12000],
    ['1,234,567', 1234567],
    ['1,234.5', 1234.5],
    ['12,5', 12.5],
    ['0,234', 0.234],
  ])('%j is %d', (text, number) => expect(parseNumber(text)).toBe(number));

  test('with a comma that could be either mark is none', () => {
    expect(parseNumber('1,234')).toBeNull();
    expect(parseNumber('۱۲،۵۰۰')).toBeNull();
  });

  test.each([
    '',
    ' ',
    'سه',
    '1.2.3',
    '.',
    '5.',
    '1e3',
    '0x10',
    '72,24,3',
    '72 24 3',
    '1٬23',
    '--1',
    'Infinity',
    '5%',
  ])('%j is none', (text) => expect(parseNumber(text)).toBeNull());

  test('is read back from what Intl writes in Persian', () => {
    const persian = new Intl.NumberFormat('fa', { maximumFractionDigits: 4 });
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (tenThousandths) => {
        const number = tenThousandths / 1e4;
        expect(parseNumber(persian.format(number))).toBeCloseTo(number, 9);
      }),
    );
  });
});

describe('words are matched', () => {
  test.each([
    ['whatever the hamza', ['نقطهٔ خنثی', 'نقطۀ خنثی', 'نقطه خنثی', 'نقطه‌ی خنثی', 'نقطه ی خنثی', 'نقطۀخنثي']],
    ['whatever the ZWNJ or space', ['پانل‌ها', 'پانل ها', 'پانلها', ' پانل\u00a0ها ', 'پنل‌ها', 'پنلها']],
    ['whatever the ye and kaf', ['ویژگی', 'ويژگي', 'ویژگى']],
    ['with kaf', ['کد', 'ك\u200cد', ' کد']],
    ['with madda or without', ['آستانهٔ توافق', 'استانه توافق', 'آستانۀ توافق', 'آستانه‌ی توافق']],
    ['whatever the vowel marks and tatweel', ['طیف', 'طِیف', 'طـیف', 'طيف']],
    ['whatever the case', ['روایی CVR', 'روایی cvr', 'روائی CVR', 'روایی‌CVR']],
    ['whatever the script of digits', ['دور ۲', 'دور 2', 'دور ٢']],
    ['in presentation forms too', ['طیف', 'ﻃﯿﻒ']],
    ['with composed alef', ['أمتیاز', 'امتیاز', 'إمتياز']],
  ])('%s', (_, spellings) => {
    expect(new Set(spellings.map(foldText)).size).toBe(1);
  });

  test('other words stay apart', () => {
    expect(foldText('نام')).not.toBe(foldText('نوع'));
    expect(foldText('مهلت (روز)')).not.toBe(foldText('مهلت'));
    expect(foldText('ده')).not.toBe(foldText('دهی'));
  });

  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'پنلهٔۀی يك‌ آ۱ CV()') }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});
