import { DEFAULT_RULES } from './read-rules.ts';
import { workbookBytes } from './sheet-writer.ts';
import { studySheets, writtenRules } from './study-sheets.ts';

/** An empty workbook: every sheet with its headers and explanations, the rules at their defaults. */
export function templateWorkbook(): Promise<Uint8Array> {
  const rules = writtenRules({
    ...DEFAULT_RULES,
    title: '',
    question: '',
    guidance: '',
    organiser: '',
    contact: '',
    consent: '',
    neutralPoint: null,
    yesPerCent: null,
    excludedAudiences: [],
  });
  return workbookBytes(studySheets({ rules, scale: [], panels: [], experts: [], items: [], rounds: [] }));
}
