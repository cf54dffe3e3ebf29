import { expect, test } from 'vitest';
import { seenText } from '../../src/domain/seen-text.ts';

test('a text of invisible signs alone is empty', () => {
  for (const text of [
    '',
    ' \n\t',
    '\u200c\u200c', // half-spaces
    '\u200f\u200e \u2067\u2069', // marks of direction
    '\u2060\ufeff\u00ad',
    '\u064e\u0651', // Persian vowel marks with no letter
    '\u3164\u115f\uffa0', // Hangul fillers
    '\u2800\u2800', // blank Braille cells
    '\u{e0001}\u{e007f}\ufe0f',
    '\u0000\u0007',
  ]) {
    expect(seenText(text), JSON.stringify(text)).toBe('');
  }
});

test('whatever is seen stays as it was written, without what surrounds it', () => {
  expect(seenText(' \u200f«نظرم»\u200c\n')).toBe('«نظرم»');
  expect(seenText('می\u200cپذیرم')).toBe('می\u200cپذیرم');
  for (const text of ['.', '؟', '0', '۱', '👍', '❤️', '👨‍👩‍👧', 'ب\u064e', '—'])
    expect(seenText(text)).toBe(text);
});
