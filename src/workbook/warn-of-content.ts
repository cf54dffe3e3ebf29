import { findRecognisable, isAnonymous } from '../domain/anonymity.ts';
import { foldText } from '../domain/digits.ts';
import { firstRoundLoads } from '../domain/draft-workload.ts';
import { mostJudges } from '../domain/most-judges.ts';
import { frozenVersions } from '../domain/protocol.ts';
import { nearDuplicates } from '../domain/similar-titles.ts';
import {
  type ExpertDraft,
  type ItemDraft,
  leavesByAudience,
  type PanelDraft,
  type StudyDraft,
  type StudyRules,
} from '../domain/study-draft.ts';
import { asksTwice } from '../domain/two-questions.ts';
import { minutesFor } from '../domain/workload.ts';
import { countsApart, kindOf } from '../kinds/all.ts';
import { COLUMNS, SHEETS } from './headers.ts';
import type { Listed } from './read-lists.ts';
import { firstKindOf, type PlannedRow } from './read-round-plan.ts';
import type { WorkbookWarning } from './remark.ts';

/** The workbook's lists, each entry with its row. */
export interface Lists {
  readonly panels: readonly Listed<PanelDraft>[];
  readonly experts: readonly Listed<ExpertDraft>[];
  readonly items: readonly Listed<ItemDraft>[];
  readonly plan: readonly PlannedRow[];
}

/** Longer titles are hard to read on a phone. */
const LONG_TITLE = 300;

/** Warns of what is valid but looks like a mistake. */
export function warnOfContent(lists: Lists, rules: StudyRules, warnings: WorkbookWarning[]): void {
  warnOfPanels(lists, rules, warnings);
  warnOfFewJudges(lists, rules, warnings);
  if (isAnonymous(rules.anonymity)) warnOfRecognisable(lists, warnings);
  warnOfTitles(lists.items, warnings);
  const names = lists.experts.map(({ row, thing }) => ({ row, keys: nameKeys(thing) }));
  warnOfTwins('expertTwice', { sheet: SHEETS.experts, column: COLUMNS.experts.name }, names, warnings);
}

/** Codes do not protect anybody who can be recognised by the set of panels alone. */
function warnOfRecognisable({ panels, experts }: Lists, warnings: WorkbookWarning[]): void {
  const { smallPanels, alone } = findRecognisable(
    experts.map((expert) => ({ expert, panels: expert.thing.panelCodes })),
  );
  for (const { panel: value, experts: seated } of smallPanels) {
    const panel = panels.find(({ thing }) => thing.code === value);
    if (!panel) continue;
    const place = { sheet: SHEETS.panels, row: panel.row, column: COLUMNS.panels.code };
    warnings.push({ code: 'panelSmall', ...place, args: { value, experts: seated } });
  }
  for (const { row, thing } of alone) {
    const place = { sheet: SHEETS.experts, row, column: COLUMNS.experts.panels };
    warnings.push({ code: 'panelsOfOne', ...place, args: { name: thing.name } });
  }
}

const titleColumn = () => ({ sheet: SHEETS.items, column: COLUMNS.items.title });

function warnOfTitles(items: readonly Listed<ItemDraft>[], warnings: WorkbookWarning[]): void {
  for (const { row, thing } of items) {
    const { title } = thing;
    if (title.length > LONG_TITLE) {
      warnings.push({ code: 'titleLong', ...titleColumn(), row, args: { length: title.length } });
    }
    if (asksTwice(title)) warnings.push({ code: 'titleAsksTwice', ...titleColumn(), row, args: {} });
  }
  warnOfTwins(
    'titleTwice',
    titleColumn(),
    items.map(({ row, thing }) => ({ row, keys: titleKeys(thing) })),
    warnings,
  );
  const titles = items.map(({ thing }) => ({ title: thing.title, groups: thing.panelCodes }));
  for (const { above, below } of nearDuplicates(titles)) {
    const [first, second] = [items[above]!, items[below]!];
    if (foldText(first.thing.title) === foldText(second.thing.title)) continue;
    const args = { above: first.row, title: first.thing.title };
    warnings.push({ code: 'titleAlike', ...titleColumn(), row: second.row, args });
  }
}

/** Longer than this, and answers get careless towards the end. */
const MOST_MINUTES = 20;

/**
 * Warns, for each set of panels, of experts with much to do in the first round, at the row of the first of these
 * experts.
 */
export function warnOfWork(
  draft: StudyDraft,
  experts: readonly Listed<ExpertDraft>[],
  warnings: WorkbookWarning[],
): void {
  for (const { experts: seated, items } of firstRoundLoads(draft, countsApart)) {
    const minutes = minutesFor(items);
    if (minutes <= MOST_MINUTES) continue;
    const place = { sheet: SHEETS.experts, row: experts[seated[0]!]!.row, column: COLUMNS.experts.panels };
    warnings.push({ code: 'workLong', ...place, args: { experts: seated.length, items, minutes } });
  }
}

function warnOfPanels({ panels, items, plan }: Lists, rules: StudyRules, warnings: WorkbookWarning[]): void {
  for (const { row, thing } of panels) {
    const place = { sheet: SHEETS.panels, row, column: COLUMNS.panels.code };
    const own = items.filter((item) => item.thing.panelCodes.includes(thing.code));
    if (own.length > 0 && own.every((item) => leavesByAudience(item.thing, rules.excludedAudiences))) {
      warnings.push({ code: 'audienceLeavesPanelEmpty', ...place, args: { value: thing.code } });
    }
    if (plan.length > 0 && firstKindOf(thing.code, plan) === null) {
      warnings.push({ code: 'panelInNoRound', ...place, args: { value: thing.code } });
    }
  }
}

/** Panels of a planned round that is to judge validity with too few experts for any verdict. */
function warnOfFewJudges(
  { panels, experts, items, plan }: Lists,
  rules: StudyRules,
  warnings: WorkbookWarning[],
): void {
  const asked = items.filter(({ thing }) => !leavesByAudience(thing, rules.excludedAudiences));
  const on = (list: typeof experts | typeof items, code: string) =>
    list.filter(({ thing }) => thing.panelCodes.includes(code)).map(({ row }) => row);
  const codesOf = ({ forAllPanels, panelCodes }: PlannedRow) =>
    forAllPanels ? panels.map(({ thing }) => thing.code) : panelCodes;
  for (const planned of plan) {
    const { row, number, kind } = planned;
    const tooFew = kind && kindOf(kind).tooFew(frozenVersions(undefined));
    if (!tooFew || number === null) continue;
    const beside = plan.filter((other) => other.number === number && other.kind === kind);
    const judges = mostJudges(
      [...new Set(beside.flatMap(codesOf))].map((code) => ({
        ...{ panel: code, experts: on(experts, code), items: on(asked, code) },
      })),
    );
    const place = { sheet: SHEETS.rounds, row: row.number, column: COLUMNS.rounds.kind };
    for (const value of codesOf(planned)) {
      const most = judges.get(value) ?? 0;
      if (most >= tooFew.answers) continue;
      warnings.push({ code: 'judgesTooFew', ...place, args: { value, most, least: tooFew.answers } });
    }
  }
}

function titleKeys({ title, panelCodes }: ItemDraft): readonly string[] {
  return title === '' ? [] : panelCodes.map((code) => `${code}\n${foldText(title)}`);
}

/**
 * Two experts may have the same name; on the same panels, with nothing else to distinguish them, it is probably one row
 * twice.
 */
function nameKeys({ key, mobile, name, role, panelCodes }: ExpertDraft): readonly string[] {
  if (key || mobile || name === '') return [];
  return [[name, role, ...[...panelCodes].sort()].map(foldText).join('\n')];
}

function warnOfTwins(
  code: 'titleTwice' | 'expertTwice',
  place: { readonly sheet: string; readonly column: string },
  rows: readonly { readonly row: number; readonly keys: readonly string[] }[],
  warnings: WorkbookWarning[],
): void {
  const first = new Map<string, number>();
  for (const { row, keys } of rows) {
    const above = keys.map((key) => first.get(key)).find((known) => known !== undefined);
    if (above !== undefined) warnings.push({ code, ...place, row, args: { above } });
    else for (const key of keys) first.set(key, row);
  }
}
