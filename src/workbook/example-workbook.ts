import { ISFAHAN_EXAMPLE } from './isfahan-example.ts';
import { workbookBytes } from './sheet-writer.ts';
import { studySheets, writtenRules } from './study-sheets.ts';

/** The Isfahan study as a workbook that can be sent back as it is. */
export function exampleWorkbook(): Promise<Uint8Array> {
  return workbookBytes(studySheets({ ...ISFAHAN_EXAMPLE, rules: writtenRules(ISFAHAN_EXAMPLE.rules) }));
}
