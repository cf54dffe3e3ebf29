import { foldText } from '../../domain/digits.ts';
import { COLUMNS, TABLES } from '../../workbook/headers.ts';
import type { FormRow } from '../../workbook/read-form.ts';
import type { FaultCode, WorkbookFault } from '../../workbook/remark.ts';

/** What is wrong with a cell of a form. */
export function faultAt(
  { row }: Pick<FormRow, 'row'>,
  column: keyof typeof COLUMNS.form,
  code: FaultCode,
  args: WorkbookFault['args'] = {},
): WorkbookFault {
  return { code, sheet: TABLES.form, row, column: COLUMNS.form[column], args };
}

/** Whether a cell holds one of some words. */
export function isAmong(text: string, words: readonly string[]): boolean {
  return words.some((word) => foldText(word) === foldText(text));
}
