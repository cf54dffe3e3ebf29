import { expect, test } from 'vitest';
import { textLength } from '../../src/messages/text-length.ts';

test('tags are free, and an entity is one character', () => {
  expect(textLength('<b>سلام</b> &lt;&amp;&gt; <a href="https://example.org">ن</a>')).toBe(4 + 1 + 3 + 1 + 1);
});

test('an emoji counts as the two units that messengers count', () => {
  expect(textLength('😀')).toBe(2);
});
