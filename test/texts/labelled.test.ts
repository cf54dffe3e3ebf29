import { expect, test } from 'vitest';
import { isLabelled } from '../../src/texts/labelled.ts';

test('a label may have an emoji or a number beside it, parted by a space', () => {
  for (const text of ['زیاد', '✅ زیاد', '۳. زیاد', 'زیاد ✅']) expect(isLabelled(text, 'زیاد')).toBe(true);
});

test('but no word, and nothing that touches it', () => {
  for (const text of ['خیلی زیاد', 'زیاد نیست', '✅زیاد', 'کم']) expect(isLabelled(text, 'زیاد')).toBe(false);
});
