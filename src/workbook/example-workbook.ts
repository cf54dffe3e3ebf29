import type { Language } from '../domain/language.ts';
import type { StudyDraft } from '../domain/study-draft.ts';
import { languageSpoken } from '../texts/speaking.ts';
import { CITY_SERVICES_EXAMPLE } from './city-services-example.ts';
import { ISFAHAN_EXAMPLE } from './isfahan-example.ts';
import { workbookBytes } from './sheet-writer.ts';
import { studySheets, writtenRules } from './study-sheets.ts';

const EXAMPLES: Readonly<Record<Language, StudyDraft>> = { fa: ISFAHAN_EXAMPLE, en: CITY_SERVICES_EXAMPLE };

/** The example of the language that is spoken, as a workbook that can be sent back as it is. */
export function exampleWorkbook(): Promise<Uint8Array> {
  const example = EXAMPLES[languageSpoken()];
  return workbookBytes(studySheets({ ...example, rules: writtenRules(example.rules) }));
}
