import { expect, test } from 'vitest';
import { cutToBytes } from '../../src/texts/cut-to-bytes.ts';

test('a text is cut between letters, never within one', () => {
  expect(cutToBytes('سلام', 8)).toBe('سلام');
  expect(cutToBytes('سلام', 7)).toBe('سلا');
  expect(cutToBytes('آب 🌊', 9)).toBe('آب 🌊');
  expect(cutToBytes('آب 🌊', 8)).toBe('آب');
});

test('a letter keeps its marks, and no half-space stands at the end', () => {
  // «ه» and its hamza are four bytes.
  expect(cutToBytes('خانه\u0654', 9)).toBe('خان');
  expect(cutToBytes('می\u200cخواهد', 8)).toBe('می');
});
