import { expect, test } from 'vitest';
import { codebookRows } from '../../../src/features/exporting/codebook-xlsx.ts';

test('every figure of the results is said to mean something, each by a key of its own', () => {
  const rows = codebookRows();
  for (const { header, key, meaning } of rows) {
    expect(header, key).toMatch(/[آ-ی]|CVI|W/);
    expect(meaning, key).toMatch(/[آ-ی].*[.。]$/);
  }
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});
