import { describe, expect, test } from 'vitest';
import { similarTo, titleSimilarity } from '../../src/domain/similar-titles.ts';

describe('titles are alike', () => {
  test.each([
    ['پرداخت عوارض نوسازی', 'پرداخت عوارض نوسازی'],
    ['پرداخت عوارض نوسازی', 'نوسازی: پرداختِ عوارض'],
    ['ثبت درخواست‌های شهروندان', 'ثبت درخواست های شهروندان'],
    ['ثبت درخواست‌های شهروندان', 'ثبت درخواستهاي شهروندان'],
    ['صدور پروانهٔ ساختمان', 'صدور پروانه ساختمان'],
  ])('wholly: %s, %s', (one, other) => {
    expect(titleSimilarity(one, other)).toBe(1);
  });

  test('by the share of words they have in common, small words left aside', () => {
    expect(titleSimilarity('پرداخت عوارض خودرو', 'پرداخت عوارض نوسازی')).toBeCloseTo(2 / 3, 12);
    expect(titleSimilarity('خدمت برای شهروندان در شهر', 'پرداخت برای خودرو در بازار')).toBe(0);
  });

  test('of nothing but small words only where they are one', () => {
    expect(titleSimilarity('این و آن', 'این و آن')).toBe(1);
    expect(titleSimilarity('این و آن', 'آن یا این')).toBe(0);
    expect(titleSimilarity('این و آن', 'پرداخت')).toBe(0);
  });
});

test('the most alike come first, no more than asked for, and none with too little in common', () => {
  const titles = ['پرداخت عوارض خودرو', 'پرداخت جریمهٔ دیرکرد', 'عوارض نوسازی پرداخت', 'آموزش شهروندی'];
  const things = titles.map((title) => ({ title }));
  const found = (most: number) => similarTo('پرداخت عوارض نوسازی', things, most).map(({ title }) => title);
  expect(found(5)).toEqual(['عوارض نوسازی پرداخت', 'پرداخت عوارض خودرو']);
  expect(found(1)).toEqual(['عوارض نوسازی پرداخت']);
});
