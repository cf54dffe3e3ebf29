import { describe, expect, test } from 'vitest';
import { nearDuplicates, nearestTo, similarTo, titleSimilarity } from '../../src/domain/similar-titles.ts';

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

  test('by their letters, where nearly all are the same', () => {
    // 13 letters, one of them another; and words written together.
    expect(titleSimilarity('برنامه‌ریزی شهری', 'برنامه‌ریزی شهرک')).toBeCloseTo(1 - 1 / 14, 12);
    expect(titleSimilarity('پیش نویس دستور کار', 'پیشنویس دستورکار')).toBe(1);
    expect(titleSimilarity('پرداخت عوارض', 'صدور پروانه')).toBe(0);
  });

  test('of nothing but small words only where they are one', () => {
    expect(titleSimilarity('این و آن', 'این و آن')).toBe(1);
    expect(titleSimilarity('این و آن', 'آن یا این')).toBe(0);
    expect(titleSimilarity('این و آن', 'پرداخت')).toBe(0);
  });
});

test('the most alike titles come first, at most as many as asked for, and none with too little in common', () => {
  const titles = ['پرداخت عوارض خودرو', 'پرداخت جریمهٔ دیرکرد', 'عوارض نوسازی پرداخت', 'آموزش شهروندی'];
  const things = titles.map((title) => ({ title }));
  const found = (most: number) => similarTo('پرداخت عوارض نوسازی', things, most).map(({ title }) => title);
  expect(found(5)).toEqual(['عوارض نوسازی پرداخت', 'پرداخت عوارض خودرو']);
  expect(found(1)).toEqual(['عوارض نوسازی پرداخت']);
});

test('all are listed where one is to be chosen, the most alike first', () => {
  const things = ['آموزش شهروندی', 'عوارض نوسازی پرداخت', 'پرداخت عوارض خودرو'].map((title) => ({ title }));
  expect(nearestTo('پرداخت عوارض نوسازی', things).map(({ title }) => title)).toEqual([
    'عوارض نوسازی پرداخت',
    'پرداخت عوارض خودرو',
    'آموزش شهروندی',
  ]);
});

describe('titles that differ by a slip', () => {
  const found = (...titles: readonly string[]) =>
    nearDuplicates(titles.map((title) => ({ title, groups: ['P1'] }))).map(({ above, below }) => [
      above,
      below,
    ]);

  test.each([
    ['another order of words', 'پرداخت عوارض نوسازی ساختمان', 'نوسازی ساختمان: پرداخت عوارض'],
    ['a word more', 'صدور پروانهٔ کسب برای اصناف شهر', 'صدور پروانهٔ کسب برای همهٔ اصناف شهر'],
    ['a small word more', 'نظارت بر پیمانکاران عمرانی', 'نظارت پیمانکاران عمرانی'],
    ['a letter of a word', 'آموزش شهروندان دربارهٔ پسماند', 'آموزش شهروندان دربارهٔ پسماندها'],
    ['a letter mistyped', 'ساماندهی دست‌فروشان بازار روز', 'سامندهی دست‌فروشان بازار روز'],
  ])('%s', (_what, one, other) => {
    expect(found(one, 'چیزی دیگر', other)).toEqual([[0, 2]]);
  });

  test.each([
    ['a word in another’s place', 'رضایت کارکنان از حقوق و مزایا', 'رضایت مدیران از حقوق و مزایا'],
    ['a number', 'خدمت شمارهٔ ۱۲ شهرداری اصفهان', 'خدمت شمارهٔ ۱۳ شهرداری اصفهان'],
    ['a number more', 'خدمت شهرداری اصفهان برای شهروندان', 'خدمت ۲ شهرداری اصفهان برای شهروندان'],
    ['a word more of few', 'صدور پروانه', 'صدور پروانهٔ کسب'],
    ['a short word', 'پاسخ خوب کارمند شهرداری', 'پاسخ خوش کارمند شهرداری'],
    ['nothing but small words', 'این', 'آن'],
  ])('not %s', (_what, one, other) => {
    expect(found(one, other)).toEqual([]);
  });

  test('are told once each, with the first that they are like, and only within a group', () => {
    const title = 'پرداخت عوارض نوسازی ساختمان';
    expect(found(title, title, title)).toEqual([
      [0, 1],
      [0, 2],
    ]);
    const apart = nearDuplicates([
      { title, groups: ['P1'] },
      { title, groups: ['P2'] },
      { title, groups: ['P3', 'P2'] },
    ]);
    expect(apart).toEqual([{ above: 1, below: 2 }]);
  });
});
