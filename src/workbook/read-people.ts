import { foldText } from '../domain/digits.ts';
import type { Criterion, PlannedSeats } from '../domain/study-draft.ts';
import { joinCodes, TRUTH } from './headers.ts';
import {
  fault,
  fieldOf,
  type NumberRule,
  readNumber,
  readText,
  readWord,
  type TextRule,
} from './read-cells.ts';
import type { PanelCodes } from './read-lists.ts';
import type { Findings } from './remark.ts';
import type { SheetTable } from './sheet-table.ts';

const CODE: TextRule = { required: true, most: 60 };
const ROLE: TextRule = { required: false, most: 200 };
const CRITERION: TextRule = { required: true, most: 300 };
const SEATS: NumberRule = { kind: 'whole', least: 1, most: 1000 };

/** The sheet `ترکیب`: the seats that panels should have. */
export function readComposition(
  table: SheetTable<'composition'>,
  panels: PanelCodes,
  findings: Findings,
): readonly PlannedSeats[] {
  return table.rows.flatMap((row) => {
    const code = readText(fieldOf(row, 'panel'), CODE, findings);
    const role = readText(fieldOf(row, 'role'), ROLE, findings) ?? '';
    const seats = fieldOf(row, 'seats');
    if (!seats.cell) fault(findings, 'cellMissing', seats);
    const number = readNumber(seats, SEATS, findings);
    if (code === null || !panels) return [];
    const panelCode = panels.get(foldText(code));
    if (panelCode === undefined) {
      const allowed = joinCodes(panels.values());
      fault(findings, 'panelUnknown', fieldOf(row, 'panel'), { value: code, allowed });
      return [];
    }
    return number === null ? [] : [{ panelCode, role, seats: number }];
  });
}

/** The sheet `معیارها`: what experts must fulfil. */
export function readCriteria(table: SheetTable<'criteria'>, findings: Findings): readonly Criterion[] {
  return table.rows.flatMap((row) => {
    const text = readText(fieldOf(row, 'text'), CRITERION, findings);
    const role = readText(fieldOf(row, 'role'), ROLE, findings) ?? '';
    const confirm = readWord(fieldOf(row, 'confirm'), { yes: TRUTH.yes, no: TRUTH.no }, findings);
    return text === null ? [] : [{ text, role, toConfirm: confirm === 'yes' }];
  });
}
