import { LANGUAGE } from './speaking.ts';

const letters = new Intl.Segmenter(LANGUAGE, { granularity: 'grapheme' });
const encoder = new TextEncoder();

/** Cuts a text to so many bytes of UTF-8, between two letters; a letter stays with its marks. */
export function cutToBytes(text: string, bytes: number): string {
  if (encoder.encode(text).length <= bytes) return text;
  let kept = '';
  let taken = 0;
  for (const { segment } of letters.segment(text)) {
    taken += encoder.encode(segment).length;
    if (taken > bytes) break;
    kept += segment;
  }
  // A half-space joins nothing at the end.
  return kept.replace(/[\s\u200c]+$/u, '');
}
