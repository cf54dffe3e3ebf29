import { expect, test } from 'vitest';
import { isolate } from '../../src/texts/direction.ts';

const wrapped = (text: string) => `\u2068${text}\u2069`;

test('Persian words stand as they are', () => {
  expect(isolate('مریم احمدی')).toBe('مریم احمدی');
  expect(isolate('ویژگی\u200cها و شمارهٔ آن')).toBe('ویژگی\u200cها و شمارهٔ آن');
  expect(isolate('')).toBe('');
});

test('Latin letters, digits and signs are isolated', () => {
  for (const text of ['G2C', 'S-12', 'صدور پروانه (برخط)', '۱۲', 'پایان!', 'الف، ب']) {
    expect(isolate(text)).toBe(wrapped(text));
  }
});

test('an override typed without its end turns nothing after it', () => {
  expect(isolate('abc\u202edef\u2069')).toBe(wrapped('abcdef'));
});

test('isolating twice is isolating once', () => {
  expect(isolate(isolate('G2C'))).toBe(wrapped('G2C'));
});
