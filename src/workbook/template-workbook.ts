import { plain } from '../texts/i18n.ts';
import { languageSpoken } from '../texts/speaking.ts';
import { DEFAULT_RULES } from './read-rules.ts';
import { workbookBytes } from './sheet-writer.ts';
import { studySheets, writtenRules } from './study-sheets.ts';

const POINTS = ['lowest', 'low', 'middle', 'high', 'highest'] as const;

/**
 * A workbook to fill in: every sheet with its headers and explanations, the rules at their defaults, a scale of five
 * points, and an example row in each list, which becomes part of no study.
 */
export function templateWorkbook(): Promise<Uint8Array> {
  const rules = writtenRules({
    ...DEFAULT_RULES,
    language: languageSpoken(),
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
  const example = (text: string) => `${plain('workbook.example.mark')} ${text}`;
  const code = plain('workbook.example.code');
  return workbookBytes(
    studySheets({
      rules,
      scale: POINTS.map((point, at) => ({ value: at + 1, label: plain(`workbook.template.scale.${point}`) })),
      panels: [{ code, name: example(plain('workbook.example.panel')) }],
      experts: [
        {
          ...{ key: code, name: example(plain('workbook.example.expert')), panelCodes: [code] },
          ...{ role: plain('workbook.example.role'), mobile: plain('workbook.example.mobile') },
        },
      ],
      items: [
        {
          ...{ code, title: example(plain('workbook.example.item')), panelCodes: [code] },
          ...{ definition: plain('workbook.example.definition'), unit: '', audience: '', group: [] },
        },
      ],
      rounds: [],
    }),
  );
}
