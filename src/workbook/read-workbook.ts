import { foldText } from '../domain/digits.ts';
import type { Language } from '../domain/language.ts';
import type { PanelDraft, ScalePoint, StudyDraft, StudyRules } from '../domain/study-draft.ts';
import { kindOf } from '../kinds/all.ts';
import { LANGUAGE, speaking } from '../texts/speaking.ts';
import {
  COLUMNS,
  EXPLANATION,
  matchWord,
  PROPERTIES,
  SHEETS,
  type SheetKey,
  STUDY_LANGUAGES,
  wordKey,
} from './headers.ts';
import { limitPanels } from './limit-panels.ts';
import { openWorkbook, type RawSheet } from './open-workbook.ts';
import { type FormDraft, isForm, readForm } from './read-form.ts';
import {
  type Listed,
  panelCodesOf,
  readExperts,
  readItems,
  readPanels,
  readScale,
  reportShortScale,
} from './read-lists.ts';
import { readComposition, readCriteria } from './read-people.ts';
import { readReport } from './read-properties.ts';
import { firstKindOf, type PlannedRow, readRoundPlan, roundPlanOf } from './read-round-plan.ts';
import { type RulesRead, readRules, withNeutralPoint } from './read-rules.ts';
import { type Findings, inWorkbookOrder, type WorkbookFault, type WorkbookWarning } from './remark.ts';
import { findTable, isNamed, type SheetTable, wholeSheet } from './sheet-table.ts';
import type { WorkbookRefusal } from './unreadable-file.ts';
import { type Lists, warnOfContent, warnOfWork } from './warn-of-content.ts';
import { type Opening, warnOfReminders } from './warn-of-reminders.ts';

export type WorkbookReading =
  | {
      readonly ok: true;
      readonly language: Language;
      readonly draft: StudyDraft;
      readonly warnings: readonly WorkbookWarning[];
    }
  | {
      readonly ok: false;
      readonly language: Language;
      readonly faults: readonly WorkbookFault[];
      readonly warnings: readonly WorkbookWarning[];
    }
  | { readonly ok: false; readonly refusal: WorkbookRefusal };

/**
 * Reads a study's workbook: the draft where all of it is valid, else every fault at once in the workbook's order, or a
 * refusal where the file is no readable workbook at all. Its remarks name sheets and columns in its own language.
 *
 * @param opening when the first round would open, for warnings that depend on it; without it these are not given
 */
export async function readWorkbook(bytes: Uint8Array, opening?: Opening): Promise<WorkbookReading> {
  const opened = await openWorkbook(bytes);
  return opened.ok ? readStudy(opened.sheets, opening) : opened;
}

/** Reads a workbook that was sent: a study's, or a returned paper form, which is recognised by its sheet. */
export async function readSent(
  bytes: Uint8Array,
  opening: Opening,
): Promise<WorkbookReading | { readonly form: FormDraft }> {
  const opened = await openWorkbook(bytes);
  if (!opened.ok) return opened;
  return isForm(opened.sheets) ? { form: readForm(opened.sheets) } : readStudy(opened.sheets, opening);
}

function readStudy(sheets: readonly RawSheet[], opening: Opening | undefined): WorkbookReading {
  const language = languageOf(sheets);
  return speaking(language, () => {
    const findings: Findings = { faults: [], warnings: [] };
    const draft = readSheets(sheets, findings, opening);
    const warnings = inWorkbookOrder(findings.warnings);
    if (findings.faults.length === 0 && draft) return { ok: true, language, draft, warnings };
    return { ok: false, language, faults: inWorkbookOrder(findings.faults), warnings };
  });
}

/** What `زبان` says, looked for before anything is put into words. */
function languageOf(sheets: readonly RawSheet[]): Language {
  const rows = sheets.find(({ name }) => isNamed(name, 'study'))?.rows ?? [];
  const words = rows
    .map(({ cells }) => [...cells.values()].map(({ text }) => text))
    .find(([property = '']) => wordKey(property) === wordKey(PROPERTIES.language));
  return matchWord<Language>(words?.[1] ?? '', STUDY_LANGUAGES) ?? LANGUAGE;
}

/** Null only where the sheet `مطالعه` is missing, which is a fault by then. */
function readSheets(
  sheets: readonly RawSheet[],
  findings: Findings,
  opening: Opening | undefined,
): StudyDraft | null {
  warnOfUnknownSheets(sheets, findings);
  const find = <Sheet extends SheetKey>(sheet: Sheet) => findTable(sheets, sheet, findings);
  const tables = {
    study: find('study'),
    panels: find('panels'),
    experts: find('experts'),
    items: find('items'),
  };
  reportMissingSheets(tables, findings);
  const panels = tables.panels ? readPanels(tables.panels, findings) : [];
  const codes = panelCodesOf(panels);
  const rounds = find('rounds');
  const composition = find('composition');
  const criteria = find('criteria');
  const report = find('report');
  const lists: Lists = {
    panels,
    experts: tables.experts ? readExperts(tables.experts, codes, findings) : [],
    items: tables.items ? readItems(tables.items, codes, findings) : [],
    plan: rounds ? readRoundPlan(rounds, codes, findings) : [],
  };
  reportEmptyLists(tables, lists, findings);
  const read = tables.study && readRules(tables.study, findings);
  const scale = readNeededScale(find('scale'), read, lists.plan, findings);
  if (!read) return null;
  const rules = withRounds(withNeutralPoint(read, scale, findings), read, lists.plan, findings);
  limitPanels(lists, rules, findings);
  warnOfContent(lists, rules, findings.warnings);
  const draft: StudyDraft = {
    rules,
    scale,
    panels: panels.map(({ thing }) => thing),
    experts: lists.experts.map(({ thing }) => thing),
    items: lists.items.map(({ thing }) => thing),
    rounds: roundPlanOf(lists.plan),
    ...(composition && { composition: readComposition(composition, codes, findings) }),
    ...(criteria && { criteria: readCriteria(criteria, findings) }),
    ...(report && { report: readReport(report, findings) }),
    ...(read.unnamed.length > 0 && { unnamed: read.unnamed }),
  };
  warnOfWork(draft, lists.experts, findings.warnings);
  if (opening) warnOfReminders(draft, read.reminderHours, opening, findings.warnings);
  return draft;
}

interface RequiredTables {
  readonly study: SheetTable<'study'> | null;
  readonly panels: SheetTable<'panels'> | null;
  readonly experts: SheetTable<'experts'> | null;
  readonly items: SheetTable<'items'> | null;
}

function reportMissingSheets(tables: RequiredTables, { faults }: Findings): void {
  for (const [sheet, table] of Object.entries(tables) as [SheetKey, unknown][]) {
    if (!table) faults.push({ code: 'sheetMissing', ...wholeSheet(sheet), args: {} });
  }
}

/** Reports lists without rows, and panels that have no experts or no items. */
function reportEmptyLists(tables: RequiredTables, lists: Lists, findings: Findings): void {
  const isListed = (sheet: 'panels' | 'experts' | 'items'): boolean =>
    tables[sheet]?.isReadable === true &&
    (sheet === 'panels' || (tables[sheet].columns as Map<string, number>).has('panels'));
  const reportEmpty = (sheet: SheetKey) =>
    findings.faults.push({ code: 'sheetEmpty', ...wholeSheet(sheet), args: {} });

  if (isListed('panels') && lists.panels.length === 0) reportEmpty('panels');
  if (isListed('experts')) {
    if (lists.experts.length === 0) reportEmpty('experts');
    else reportPanelsWithout('panelWithoutExpert', lists.panels, lists.experts, findings);
  }
  if (isListed('items')) {
    const needing = lists.panels.filter(({ thing }) => needsItems(thing.code, lists.plan));
    const isEmpty = lists.items.length === 0 && needing.length === lists.panels.length;
    if (isEmpty) reportEmpty('items');
    else reportPanelsWithout('panelWithoutItem', needing, lists.items, findings);
  }
}

function needsItems(panelCode: string, plan: readonly PlannedRow[]): boolean {
  const first = firstKindOf(panelCode, plan);
  return first !== 'brainstorming' && first !== 'unknown';
}

function reportPanelsWithout(
  code: 'panelWithoutExpert' | 'panelWithoutItem',
  panels: readonly Listed<PanelDraft>[],
  list: readonly Listed<{ readonly panelCodes: readonly string[] }>[],
  { faults }: Findings,
): void {
  const named = new Set(list.flatMap(({ thing }) => thing.panelCodes).map(foldText));
  for (const { row, thing } of panels) {
    if (thing.code === '' || named.has(foldText(thing.code))) continue;
    faults.push({
      code,
      sheet: SHEETS.panels,
      row,
      column: COLUMNS.panels.code,
      args: { value: thing.code },
    });
  }
}

/** The scale where a round rates on it; a scale that no round needs is read too, but may be missing. */
function readNeededScale(
  table: SheetTable<'scale'> | null,
  study: RulesRead | null,
  plan: readonly PlannedRow[],
  findings: Findings,
): readonly ScalePoint[] {
  const kinds = plan.length > 0 ? plan.map(({ kind }) => kind) : [study?.kind ?? null];
  const isNeeded = kinds.some((kind) => kind !== null && kindOf(kind).usesScale);
  if (!table && isNeeded) findings.faults.push({ code: 'sheetMissing', ...wholeSheet('scale'), args: {} });
  if (table && isNeeded) reportShortScale(table, findings);
  return table ? readScale(table, findings) : [];
}

/** Where `دورها` is present, its last number is the number of rounds. */
function withRounds(
  rules: StudyRules,
  { minRounds }: RulesRead,
  plan: readonly PlannedRow[],
  { warnings }: Findings,
): StudyRules {
  const maxRounds = plan.length > 0 ? Math.max(...plan.map(({ number }) => number ?? 1)) : rules.maxRounds;
  if (minRounds?.cell && rules.minRounds > maxRounds) {
    const args = { least: rules.minRounds, most: maxRounds };
    warnings.push({ code: 'minRoundsAboveMax', ...minRounds.place, args });
  }
  return { ...rules, maxRounds };
}

function warnOfUnknownSheets(sheets: readonly RawSheet[], { warnings }: Findings): void {
  const keys = Object.keys(SHEETS) as SheetKey[];
  for (const { name, rows } of sheets) {
    const isKnown = keys.some((key) => isNamed(name, key)) || wordKey(name) === wordKey(EXPLANATION.sheet);
    if (rows.length === 0 || isKnown) continue;
    warnings.push({ code: 'sheetUnknown', sheet: name, row: name, column: null, args: {} });
  }
}
