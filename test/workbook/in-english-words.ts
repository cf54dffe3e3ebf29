import { ENGLISH_WORDS } from '../../src/workbook/english-words.ts';
import type { Sheets } from './workbook-of.ts';

/** Fixed words in English: names of sheets, headers, and all on the sheets that have no others. */
export function inEnglishWords(sheets: Sheets): Sheets {
  const word = <Value>(value: Value) =>
    typeof value === 'string' && value in ENGLISH_WORDS ? ENGLISH_WORDS[value]! : value;
  return Object.fromEntries(
    Object.entries(sheets).map(([name, rows]) => [
      word(name),
      rows.map((row, at) => (at === 0 || ['مطالعه', 'دورها'].includes(name) ? row.map(word) : row)),
    ]),
  );
}
