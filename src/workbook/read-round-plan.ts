import type { RoundKind, RoundPlan } from '../domain/study-draft.ts';
import { KIND_WORDS } from './headers.ts';
import { type Field, fault, fieldOf, readNumber, readText, readWord } from './read-cells.ts';
import { type PanelCodes, readPanelCodes } from './read-lists.ts';
import { DAYS, ROUNDS } from './read-rules.ts';
import type { Findings } from './remark.ts';
import type { SheetTable, TableRow } from './sheet-table.ts';

/** A row of `دورها` as far as it could be read: null where a cell was invalid or, for the days, empty. */
export interface PlannedRow {
  readonly row: TableRow<'rounds'>;
  readonly number: number | null;
  readonly kind: RoundKind | null;
  readonly forAllPanels: boolean;
  readonly panelCodes: readonly string[];
  readonly openForDays: number | null;
  readonly question: string;
}

/** Reads the sheet `دورها`, and reports conflicts between its rows. */
export function readRoundPlan(
  table: SheetTable<'rounds'>,
  panels: PanelCodes,
  findings: Findings,
): readonly PlannedRow[] {
  const rows = table.rows.map((row) => readRow(row, panels, findings));
  reportGaps(rows, findings);
  for (const round of roundsOf(rows)) {
    reportDeadlines(round, findings);
    reportPanelsTwice(round, findings);
  }
  return rows;
}

/** The plan as the draft holds it: by number, with the round's one deadline in each of its rows. */
export function roundPlanOf(rows: readonly PlannedRow[]): readonly RoundPlan[] {
  return rows
    .flatMap(({ number, kind, panelCodes, question }) => {
      if (number === null || kind === null) return [];
      const days = rows.filter((row) => row.number === number).map(({ openForDays }) => openForDays);
      return [{ number, kind, panelCodes, openForDays: days.find((day) => day !== null) ?? null, question }];
    })
    .sort((one, other) => one.number - other.number);
}

/** What a panel does first: null where it is in no round, `unknown` where a fault in the plan hides it. */
export function firstKindOf(panelCode: string, rows: readonly PlannedRow[]): RoundKind | 'unknown' | null {
  const [first] = rows
    .filter(({ forAllPanels, panelCodes }) => forAllPanels || panelCodes.includes(panelCode))
    .sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
  if (!first) return null;
  return first.number === null || first.kind === null ? 'unknown' : first.kind;
}

function readRow(row: TableRow<'rounds'>, panels: PanelCodes, findings: Findings): PlannedRow {
  const number = required(fieldOf(row, 'number'), findings);
  const kind = required(fieldOf(row, 'kind'), findings);
  return {
    row,
    number: number && readNumber(number, ROUNDS, findings),
    kind: kind && readWord<RoundKind>(kind, KIND_WORDS, findings),
    forAllPanels: row.cell('panels') === null,
    panelCodes: readPanelCodes(row, panels, findings, false),
    openForDays: readNumber(fieldOf(row, 'days'), DAYS, findings),
    question:
      readText(fieldOf(row, 'question'), { required: false, most: 1000, multiline: true }, findings) ?? '',
  };
}

function required(field: Field, findings: Findings): Field | null {
  return field.cell ? field : fault(findings, 'cellMissing', field);
}

/** Rounds are numbered from 1 without gaps; a jump is reported where it lands. */
function reportGaps(rows: readonly PlannedRow[], findings: Findings): void {
  if (rows.some(({ number }) => number === null)) return;
  const numbers = [...new Set(rows.map(({ number }) => number!))].sort((one, other) => one - other);
  numbers.forEach((number, at) => {
    const expected = (numbers[at - 1] ?? 0) + 1;
    if (number === expected) return;
    const { row } = rows.find((planned) => planned.number === number)!;
    fault(findings, 'roundMissing', fieldOf(row, 'number'), { number, missing: expected });
  });
}

function roundsOf(rows: readonly PlannedRow[]): readonly (readonly PlannedRow[])[] {
  const rounds = new Map<number, PlannedRow[]>();
  for (const row of rows) {
    if (row.number !== null) rounds.set(row.number, [...(rounds.get(row.number) ?? []), row]);
  }
  return [...rounds.values()];
}

function reportDeadlines(round: readonly PlannedRow[], findings: Findings): void {
  const [first, ...others] = round.filter(({ openForDays }) => openForDays !== null);
  for (const { row, number, openForDays } of others) {
    if (openForDays === first!.openForDays) continue;
    const args = { number: number!, above: first!.row.number };
    fault(findings, 'roundDeadlineDiffers', fieldOf(row, 'days'), args);
  }
}

function reportPanelsTwice(round: readonly PlannedRow[], findings: Findings): void {
  const first = new Map<string, number>();
  for (const { row, number, forAllPanels, panelCodes } of round) {
    if (forAllPanels && round.length > 1) {
      fault(findings, 'roundAllPanelsTwice', fieldOf(row, 'panels'), { number: number! });
    }
    for (const code of panelCodes) {
      const above = first.get(code);
      if (above === undefined) first.set(code, row.number);
      else
        fault(findings, 'roundPanelTwice', fieldOf(row, 'panels'), { value: code, number: number!, above });
    }
  }
}
