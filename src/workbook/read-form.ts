import { foldText } from '../domain/digits.ts';
import { SHEETS, TABLES, wordKey } from './headers.ts';
import type { RawSheet } from './open-workbook.ts';
import { type Field, fault, fieldOf, readText, splitList } from './read-cells.ts';
import type { Findings, WorkbookFault } from './remark.ts';
import { findTable, type TableRow } from './sheet-table.ts';

/** A returned paper form, before it is matched with its study. */
export interface FormDraft {
  /** The different marks of rounds in its rows. */
  readonly marks: readonly string[];
  /** Rows with an answer or a reason. */
  readonly rows: readonly FormRow[];
  readonly faults: readonly WorkbookFault[];
}

export interface FormRow {
  readonly row: number;
  readonly expert: string;
  readonly panelCodes: readonly string[];
  /** Empty for a proposal, which has no item. */
  readonly code: string;
  readonly answer: { readonly text: string; readonly number: number | null } | null;
  /** Empty: none. */
  readonly reason: string;
}

const NAME = { required: true, most: 220 };
const CODE = { required: false, most: 60 };
const PANELS = { required: false, most: 5000 };
const REASON = { required: false, most: 700, multiline: true };

/** Whether a workbook is a paper form: it has the form's sheet and none of a study. */
export function isForm(sheets: readonly RawSheet[]): boolean {
  const has = (name: string) => sheets.some((sheet) => wordKey(sheet.name) === wordKey(name));
  return has(TABLES.form) && !has(SHEETS.study) && !has(SHEETS.items);
}

/** Reads the sheet `پاسخ‌ها`. What its cells mean is decided once the round is known. */
export function readForm(sheets: readonly RawSheet[]): FormDraft {
  const findings: Findings = { faults: [], warnings: [] };
  const rows = findTable(sheets, 'form', findings)?.rows ?? [];
  const marks = rows.flatMap((row) => row.cell('mark')?.text ?? []);
  const filled = rows.filter((row) => row.cell('answer') !== null || row.cell('reason') !== null);
  return {
    marks: [...new Map(marks.map((mark) => [foldText(mark), mark])).values()],
    rows: filled.map((row) => formRow(row, findings)),
    faults: findings.faults,
  };
}

function formRow(row: TableRow<'form'>, findings: Findings): FormRow {
  const answer = fieldOf(row, 'answer');
  return {
    row: row.number,
    expert: readText(fieldOf(row, 'expert'), NAME, findings) ?? '',
    panelCodes: splitList(readText(fieldOf(row, 'panels'), PANELS, findings) ?? ''),
    code: readText(fieldOf(row, 'code'), CODE, findings) ?? '',
    answer: answerOf(answer, findings),
    reason: readText(fieldOf(row, 'reason'), REASON, findings) ?? '',
  };
}

function answerOf(field: Field, findings: Findings): FormRow['answer'] {
  const { cell } = field;
  if (!cell) return null;
  if (cell.unreadable) return fault(findings, cell.unreadable, field);
  if (cell.isDate) return fault(findings, 'numberIsDate', field, { value: cell.text });
  return { text: cell.text, number: cell.number };
}
