import { ISFAHAN_EXAMPLE } from './isfahan-example.ts';
import { newWorkbook, workbookBytes } from './sheet-writer.ts';
import { addStudySheets, writtenRules } from './study-sheets.ts';

/** The Isfahan study as a workbook that can be sent back as it is. */
export async function exampleWorkbook(): Promise<Uint8Array> {
  const workbook = newWorkbook();
  addStudySheets(workbook, { ...ISFAHAN_EXAMPLE, rules: writtenRules(ISFAHAN_EXAMPLE.rules) });
  return workbookBytes(workbook);
}
