import { isolate } from '../texts/direction.ts';
import { plain, type TextArguments } from '../texts/i18n.ts';
import type { Place, WorkbookFault, WorkbookWarning } from './remark.ts';
import type { WorkbookRefusal } from './unreadable-file.ts';

/** As much of what somebody typed as is needed to recognise it. */
const QUOTED_CHARACTERS = 80;
const LISTED_CHARACTERS = 400;

/** A fault as one plain line: the sheet, the row, the column, what is wrong, what is allowed. */
export function faultText(fault: WorkbookFault): string {
  return placed(fault, plain(`workbook.fault.${fault.code}`, quoted(fault.args)));
}

/** A warning as one plain line. */
export function warningText(warning: WorkbookWarning): string {
  return placed(warning, plain(`workbook.warning.${warning.code}`, quoted(warning.args)));
}

/** One sentence for a file that is not read at all. */
export function workbookRefusalText(refusal: WorkbookRefusal): string {
  return plain(`workbook.refusal.${refusal}`);
}

function placed({ sheet: name, row, column: header, property }: Place, remark: string): string {
  const sheet = quote(name);
  if (typeof row === 'number' && property !== undefined) {
    return plain('workbook.place.propertyCell', { sheet, row, property, column: header ?? '', remark });
  }
  if (typeof row === 'number') {
    return plain('workbook.place.cell', { sheet, row, column: quote(header ?? ''), remark });
  }
  if (header !== null) {
    return plain('workbook.place.property', { sheet, name: row, column: header, remark });
  }
  return row === name
    ? plain('workbook.place.sheet', { sheet, remark })
    : plain('workbook.place.column', { sheet, name: row, remark });
}

/** What people typed, cut short and isolated from the sentence's direction. */
function quoted(args: TextArguments): TextArguments {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (typeof value === 'number') return [name, value];
      return [name, name === 'allowed' ? quote(value, LISTED_CHARACTERS) : quote(value)];
    }),
  );
}

function quote(text: string, most: number = QUOTED_CHARACTERS): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  return isolate(line.length > most ? `${line.slice(0, most)}…` : line);
}
