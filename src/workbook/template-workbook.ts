import { DEFAULT_RULES } from './read-rules.ts';
import { newWorkbook, workbookBytes } from './sheet-writer.ts';
import { addStudySheets, writtenRules } from './study-sheets.ts';

/** An empty workbook: every sheet with its headers and explanations, the rules at their defaults. */
export async function templateWorkbook(): Promise<Uint8Array> {
  const workbook = newWorkbook();
  const rules = writtenRules({
    ...DEFAULT_RULES,
    title: '',
    question: '',
    guidance: '',
    organiser: '',
    contact: '',
    consent: '',
    neutralPoint: null,
    excludedAudiences: [],
  });
  addStudySheets(workbook, { rules, scale: [], panels: [], experts: [], items: [], rounds: [] });
  return workbookBytes(workbook);
}
