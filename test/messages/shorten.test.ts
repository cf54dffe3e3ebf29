import { expect, test } from 'vitest';
import { shorten } from '../../src/messages/shorten.ts';

test('a text that fits stays as it is', () => {
  expect(shorten('پرداخت اینترنتی', 15)).toBe('پرداخت اینترنتی');
});

test('a text that is too long is cut at a word’s end and shows the cut', () => {
  expect(shorten('پرداخت اینترنتی عوارض', 18)).toBe('پرداخت اینترنتی…');
});

test('a text is cut within a word where no word’s end is near', () => {
  expect(shorten('الف بسیاربسیاربسیاربلند', 12)).toBe('الف بسیاربس…');
});

test('a letter of two UTF-16 units is not cut in two', () => {
  expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
});

test('a cut text ends in no sign, and in no letter that joins nothing', () => {
  expect(shorten('رنگ‌آمیزی و رنگ‌زدایی', 12)).toBe('رنگ‌آمیزی…');
  expect(shorten('کلاس‌ها (خانواده، کودک)', 19)).toBe('کلاس‌ها…');
  expect(shorten('پاک‌سازی و امحای آگهی (مادهٔ ۹۲ قانون شهرداری)', 34)).toBe('پاک‌سازی و امحای آگهی…');
  expect(shorten('طراحی دیوارنگاره با مضامین فرهنگی', 22)).toBe('طراحی دیوارنگاره…');
});
