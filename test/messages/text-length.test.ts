import { expect, test } from 'vitest';
import { textLength } from '../../src/messages/text-length.ts';

test('tags count nothing, and an entity counts as one character', () => {
  expect(textLength('<b>سلام</b> &lt;&amp;&gt; <a href="https://example.org">ن</a>')).toBe(4 + 1 + 3 + 1 + 1);
});

test('what is all tags and escapes is as long as its bytes take of what Telegram takes of bytes', () => {
  expect(textLength('&quot;'.repeat(3900))).toBe(3900);
  expect(textLength('<b>"</b>'.repeat(3500))).toBe(3900);
  expect(textLength('<b>ن</b>'.repeat(3500))).toBeGreaterThan(3900);
  expect(textLength('ن'.repeat(3900))).toBe(3900);
});

test('an emoji counts as two UTF-16 units, as in messengers', () => {
  expect(textLength('😀')).toBe(2);
});
