import { expect, test } from 'vitest';
import { columnWidths } from '../../../../src/features/exporting/docx/column-widths.ts';

const WHOLE = 9000;
const columns = (...given: readonly [header: string, share: number][]) =>
  given.map(([header, share]) => ({ header, share }));

test('columns are as wide as their shares say, where each header’s longest word has room', () => {
  expect(columnWidths(columns(['دور', 1], ['پانل', 2]), WHOLE)).toEqual([3000, 6000]);
});

test('a column too narrow for a word of its header takes what it lacks from those that can spare it', () => {
  const [round, permutation, panel] = columnWidths(
    columns(['Round', 1], ['permutation p', 1], ['Panel', 10]),
    WHOLE,
  );
  expect(permutation).toBe(150 + 140 * 'permutation'.length);
  expect(round).toBeGreaterThanOrEqual(150 + 140 * 'Round'.length);
  expect(round! + permutation! + panel!).toBeGreaterThan(WHOLE - 3);
  expect(round! + permutation! + panel!).toBeLessThanOrEqual(WHOLE);
});

test('where all are too narrow the shares stand', () => {
  const long = 'unpronounceability'.repeat(3);
  expect(columnWidths(columns([long, 1], [long, 1]), WHOLE)).toEqual([4500, 4500]);
});
