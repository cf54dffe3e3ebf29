import { REPORT_PROPERTIES, type ReportFact } from '../domain/study-draft.ts';
import { matchWord, REPORT } from './headers.ts';
import { fault, fieldOf, readText, type TextRule } from './read-cells.ts';
import type { Findings } from './remark.ts';
import type { SheetTable, TableRow } from './sheet-table.ts';

const PROPERTY: TextRule = { required: true, most: 500 };
const FACT: TextRule = { required: false, most: 3000, multiline: true };

/** Finds the rows of a sheet of properties by property; an unknown property is a warning. */
export function findProperties<Sheet extends 'study' | 'report', Key>(
  table: SheetTable<Sheet>,
  propertyOf: (name: string) => Key | null,
  findings: Findings,
): ReadonlyMap<Key, TableRow<Sheet>> {
  const rows = new Map<Key, TableRow<Sheet>>();
  for (const row of table.rows) {
    const field = fieldOf(row, 'property');
    const name = readText(field, PROPERTY, findings);
    if (name === null) continue;
    const property = propertyOf(name);
    const above = property && rows.get(property);
    if (!property) {
      findings.warnings.push({ code: 'propertyUnknown', ...field.place, args: { value: name } });
    } else if (above) {
      fault(findings, 'propertyTwice', field, { value: name, above: above.number });
    } else rows.set(property, row);
  }
  return rows;
}

/** The sheet `گزارش`: what a report needs and only a person knows. A row without a value says nothing. */
export function readReport(table: SheetTable<'report'>, findings: Findings): readonly ReportFact[] {
  const rows = findProperties(table, (name) => matchWord(name, REPORT), findings);
  return REPORT_PROPERTIES.flatMap((property) => {
    const row = rows.get(property);
    const text = row && readText(fieldOf(row, 'value'), FACT, findings);
    return text ? [{ property, text }] : [];
  });
}
