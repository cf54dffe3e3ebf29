import { BACKGROUND_FIELDS } from '../domain/background-table.ts';
import { LANGUAGES } from '../domain/language.ts';
import {
  REPORT_PROPERTIES,
  type ReportFact,
  type RoundKind,
  type StudyDraft,
  type StudyRules,
} from '../domain/study-draft.ts';
import { plain } from '../texts/i18n.ts';
import {
  ANONYMITY,
  COLUMNS,
  type ColumnKey,
  EXPLANATION,
  joinCodes,
  KEEPING_RULES,
  KIND_WORDS,
  KIND_WORDS_WITHOUT_PLAN,
  PROPERTIES,
  type PropertyKey,
  REPORT,
  SHEETS,
  type SheetKey,
  STUDY_LANGUAGES,
  TRUTH,
} from './headers.ts';
import type { ColumnLayout, SheetLayout, Written } from './sheet-writer.ts';

/** The content of the study's sheets: a whole study, or the rules' defaults and empty lists. */
export type StudyContent = Omit<StudyDraft, 'rules'> & {
  readonly rules: Readonly<Record<PropertyKey, Written>>;
};

/** All sheets of a study's workbook, with their explanations, in the template's order. */
export function studySheets(content: StudyContent): SheetLayout[] {
  return [
    rulesSheet(content.rules),
    listSheet(
      'scale',
      content.scale.map(({ value, label }) => [value, label]),
    ),
    listSheet(
      'panels',
      content.panels.map(({ code, name }) => [code, name]),
    ),
    listSheet(
      'experts',
      content.experts.map((expert) => [
        expert.key,
        expert.name,
        expert.role,
        joinCodes(expert.panelCodes),
        expert.mobile,
        ...BACKGROUND_FIELDS.map((field) => expert.background?.[field] ?? null),
      ]),
    ),
    listSheet(
      'items',
      content.items.map((item) => [
        item.code,
        item.title,
        item.definition,
        item.unit,
        item.audience,
        item.group.join(' / '),
        joinCodes(item.panelCodes),
        item.bounds?.least ?? null,
        item.bounds?.most ?? null,
        item.bounds?.measure ?? null,
      ]),
    ),
    listSheet(
      'rounds',
      content.rounds.map((round) => [
        round.number,
        KIND_WORDS[round.kind],
        joinCodes(round.panelCodes),
        round.openForDays,
        round.question,
      ]),
    ),
    listSheet(
      'composition',
      (content.composition ?? []).map(({ panelCode, role, seats }) => [panelCode, role, seats]),
    ),
    listSheet(
      'criteria',
      (content.criteria ?? []).map(({ text, toConfirm, role }) => [text, yesOrNo(toConfirm), role]),
    ),
    reportSheet(content.report ?? []),
    guideSheet(),
  ];
}

/** Rules in the form their cells hold; a rule that is not used has an empty cell. */
export function writtenRules(rules: StudyRules): StudyContent['rules'] {
  return {
    ...rules,
    kind: KIND_WORDS[rules.kind],
    keepsBy: KEEPING_RULES[rules.keepsBy],
    reminderHours: rules.reminderHours.join(','),
    fridayReminders: yesOrNo(rules.fridayReminders),
    shuffledItems: yesOrNo(rules.shuffledItems),
    anonymity: ANONYMITY[rules.anonymity],
    language: STUDY_LANGUAGES[rules.language],
    excludedAudiences: rules.excludedAudiences.join(','),
  };
}

const WIDTHS: { readonly [Sheet in SheetKey]: Readonly<Record<ColumnKey<Sheet>, number>> } = {
  study: { property: 26, value: 60 },
  scale: { value: 10, label: 40 },
  panels: { code: 14, name: 44 },
  experts: {
    code: 14,
    name: 28,
    role: 36,
    panels: 30,
    mobile: 20,
    post: 24,
    organisation: 28,
    degree: 18,
    experience: 12,
    gender: 10,
  },
  items: {
    code: 14,
    title: 60,
    definition: 60,
    unit: 28,
    audience: 12,
    group: 36,
    least: 10,
    most: 10,
    measure: 14,
    panels: 20,
  },
  composition: { panel: 14, role: 36, seats: 10 },
  criteria: { text: 60, confirm: 10, role: 36 },
  report: { property: 26, value: 60 },
  rounds: { number: 10, kind: 18, panels: 30, days: 14, question: 60 },
};

/** Columns in which a spreadsheet must not see a number or a date. */
const TEXT_COLUMNS: readonly string[] = ['code', 'mobile', 'panels', 'panel', 'audience', 'experience'];
const TEXT_PROPERTIES: readonly PropertyKey[] = [
  'title',
  'question',
  'contact',
  'reminderHours',
  'excludedAudiences',
];

const wordsOfProperties = (): Partial<Record<PropertyKey, readonly string[]>> => ({
  kind: Object.values(KIND_WORDS_WITHOUT_PLAN),
  keepsBy: Object.values(KEEPING_RULES),
  fridayReminders: [TRUTH.yes, TRUTH.no],
  shuffledItems: [TRUTH.yes, TRUTH.no],
  anonymity: Object.values(ANONYMITY),
  language: LANGUAGES.map((language) => STUDY_LANGUAGES[language]),
});

function rulesSheet(rules: StudyContent['rules']): SheetLayout {
  const properties = Object.keys(PROPERTIES) as PropertyKey[];
  const offered = wordsOfProperties();
  return {
    name: SHEETS.study,
    columns: [...columnsOf('study'), { header: EXPLANATION.column, width: 70 }],
    rows: properties.map((property) => [
      PROPERTIES[property],
      rules[property],
      plain(`workbook.explain.property.${property}`),
    ]),
    cells: properties.map((property, row) => {
      const words = offered[property];
      return { row, column: 1, asText: TEXT_PROPERTIES.includes(property), ...(words && { words }) };
    }),
  };
}

function reportSheet(facts: readonly ReportFact[]): SheetLayout {
  return {
    name: SHEETS.report,
    columns: [...columnsOf('report'), { header: EXPLANATION.column, width: 70 }],
    rows: REPORT_PROPERTIES.map((property) => [
      REPORT[property],
      facts.find((fact) => fact.property === property)?.text ?? '',
      plain(`workbook.explain.fact.${property}`),
    ]),
    cells: REPORT_PROPERTIES.map((_, row) => ({ row, column: 1, asText: true })),
  };
}

function listSheet(sheet: SheetKey, rows: readonly (readonly Written[])[]): SheetLayout {
  return { name: SHEETS[sheet], columns: columnsOf(sheet), rows, toFillIn: true };
}

function columnsOf(sheet: SheetKey): readonly ColumnLayout[] {
  const widths: Readonly<Record<string, number>> = WIDTHS[sheet];
  return Object.entries<string>(COLUMNS[sheet]).map(([key, header]) => ({
    header,
    width: widths[key]!,
    note: columnNote(sheet, key),
    asText: TEXT_COLUMNS.includes(key),
    ...(sheet === 'rounds' && key === 'kind' ? { words: Object.values(KIND_WORDS) } : {}),
  }));
}

/** Each column of the workbook has its note in the texts. */
type ColumnNote = { [Sheet in SheetKey]: `workbook.explain.${Sheet}.${ColumnKey<Sheet>}` }[SheetKey];

function columnNote(sheet: SheetKey, column: string): string {
  return plain(`workbook.explain.${sheet}.${column}` as ColumnNote);
}

const GUIDE_LINES = [
  'purpose',
  'sheets',
  'examples',
  'required',
  'order',
  'spelling',
  'numbers',
  'panels',
  'rounds',
  ...(Object.keys(KIND_WORDS) as RoundKind[]),
  'changes',
  'send',
] as const;

function guideSheet(): SheetLayout {
  return {
    name: EXPLANATION.sheet,
    columns: [{ header: plain('workbook.guide.title'), width: 110 }],
    rows: GUIDE_LINES.map((line) => [plain(`workbook.guide.${line}`)]),
  };
}

function yesOrNo(truth: boolean): string {
  return truth ? TRUTH.yes : TRUTH.no;
}
