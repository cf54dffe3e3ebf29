import { ITEM_COLUMNS, ROUND_COLUMNS } from '../../kinds/all.ts';
import { plain, type TextKey } from '../../texts/i18n.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import { CONCORDANCE_FIGURES } from './concordance-figures.ts';

interface CodebookRow {
  readonly header: string;
  /** The figure's key in `results.json`. */
  readonly key: string;
  readonly meaning: string;
}

/** What each figure of the results means, with its key and header. */
export function codebookRows(): CodebookRow[] {
  return [
    ...ITEM_COLUMNS.map((column) => ({
      ...{ header: column.header(), key: column.json },
      meaning: column.note?.() ?? meaningOf(column.json),
    })),
    ...CONCORDANCE_FIGURES.map(({ name, json }) => ({
      ...{ header: plain(`summary.sheet.${name}`), key: `kendall.${json}` },
      meaning: meaningOf(json),
    })),
    ...ROUND_COLUMNS.map((column) => ({
      ...{ header: column.header(), key: column.json },
      meaning: meaningOf(column.json),
    })),
  ];
}

/** That every figure has its text is tested in `test/features/exporting/codebook-xlsx`. */
function meaningOf(key: string): string {
  return plain(`codebook.${key}` as TextKey);
}

export function codebookColumns(): SheetColumn<CodebookRow>[] {
  return [
    { header: plain('codebook.sheet.header'), width: 40, of: ({ header }) => header },
    { header: plain('codebook.sheet.key'), width: 28, of: ({ key }) => key },
    { header: plain('codebook.sheet.meaning'), width: 90, of: ({ meaning }) => meaning },
  ];
}
