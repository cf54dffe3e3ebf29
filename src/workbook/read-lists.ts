import { foldDigits, foldText } from '../domain/digits.ts';
import { normaliseMobile } from '../domain/phone.ts';
import type { ExpertDraft, ItemDraft, PanelDraft, ScalePoint } from '../domain/study-draft.ts';
import { plain } from '../texts/i18n.ts';
import { PERSIAN, type Texts } from '../texts/persian.ts';
import { headerKey, joinCodes, NO_OPINION_LABELS } from './headers.ts';
import { readBackground } from './read-background.ts';
import {
  type Field,
  fault,
  fieldOf,
  readNumber,
  readText,
  reportTwice,
  splitList,
  type TextRule,
} from './read-cells.ts';
import type { Findings } from './remark.ts';
import { type SheetTable, type TableRow, wholeSheet } from './sheet-table.ts';

/** An entry of a list with the row it stands in. */
export interface Listed<Thing> {
  readonly row: number;
  readonly thing: Thing;
}

const CODE: TextRule = { required: true, most: 60 };
const NAME: TextRule = { required: true, most: 200 };
const OPTIONAL_NAME: TextRule = { required: false, most: 200 };
const MEASURE: TextRule = { required: false, most: 40 };
const MOBILE: TextRule = { ...OPTIONAL_NAME, isDigits: true };
/** A card holds the whole title beside the question and the feedback. */
const ITEM_TITLE: TextRule = { required: true, most: 1000 };
const DEFINITION: TextRule = { required: false, most: 2000, multiline: true };
const GROUP: TextRule = { required: false, most: 1000 };
const LIST: TextRule = { required: true, most: 5000, multiline: true };
/** Text on a button; a keyboard of twenty of these stays within the messengers' limit. */
const SCALE_LABEL: TextRule = { required: true, most: 100 };
const LEAST_SCALE_POINTS = 2;
const MOST_SCALE_POINTS = 20;

/** The sheet `طیف`, in its own order. */
export function readScale(table: SheetTable<'scale'>, findings: Findings): readonly ScalePoint[] {
  const read = table.rows.map((row) => {
    const value = fieldOf(row, 'value');
    const label = fieldOf(row, 'label');
    const number = value.cell ? readNumber(value, { kind: 'any' }, findings) : missing(value, findings);
    return { row: row.number, value, label, number, text: readText(label, SCALE_LABEL, findings) };
  });
  reportTwice(
    read.map(({ row, value, number }) => ({
      row,
      field: value,
      key: number === null ? null : String(number),
    })),
    'valueTwice',
    findings,
  );
  reportTwice(
    read.map(({ row, label, text }) => ({ row, field: label, key: text && foldText(text) })),
    'labelTwice',
    findings,
  );
  reportScaleLength(table, findings);
  warnOfLabels(read, findings);
  return read.flatMap(({ number, text }) =>
    number !== null && text ? [{ value: number, label: text }] : [],
  );
}

/** Warns of labels that equal a button of the program's own, or that mean no answer but would count as a number. */
function warnOfLabels(
  points: readonly { readonly label: Field; readonly number: number | null; readonly text: string | null }[],
  { warnings }: Findings,
): void {
  const buttons = (Object.keys(PERSIAN.label) as (keyof Texts['label'])[]).map((key) =>
    headerKey(plain(`label.${key}`)),
  );
  const noOpinion = NO_OPINION_LABELS.map(headerKey);
  const values = points.flatMap(({ number }) => (number === null ? [] : [number]));
  const ends = [Math.min(...values), Math.max(...values)];
  for (const { label, number, text } of points) {
    const key = headerKey(text ?? '');
    if (text && buttons.includes(key)) {
      warnings.push({ code: 'labelIsButton', ...label.place, args: { value: text } });
    } else if (text && number !== null && ends.includes(number) && noOpinion.includes(key)) {
      warnings.push({ code: 'labelHasNoOpinion', ...label.place, args: { value: text, number } });
    }
  }
}

/** Checks for too many points; too few are a fault only where a round needs the scale. */
function reportScaleLength({ rows }: SheetTable<'scale'>, findings: Findings): void {
  const surplus = rows[MOST_SCALE_POINTS];
  if (surplus) fault(findings, 'scaleTooLong', fieldOf(surplus, 'value'), { most: MOST_SCALE_POINTS });
}

/** Reports a scale of one point or none where a round rates on it. */
export function reportShortScale({ rows, columns }: SheetTable<'scale'>, findings: Findings): void {
  if (rows.length >= LEAST_SCALE_POINTS || columns.size < 2) return;
  const only = rows[0];
  const place = only?.place('value') ?? wholeSheet('scale');
  findings.faults.push({ code: 'scaleTooShort', ...place, args: { least: LEAST_SCALE_POINTS } });
}

/** The sheet `پانل‌ها`. */
export function readPanels(table: SheetTable<'panels'>, findings: Findings): readonly Listed<PanelDraft>[] {
  const panels = table.rows.map((row) => ({
    row: row.number,
    thing: {
      code: readPanelCode(fieldOf(row, 'code'), findings) ?? '',
      name: readText(fieldOf(row, 'name'), NAME, findings) ?? '',
    },
  }));
  reportCodesTwice(table, findings);
  return panels;
}

/** A code that contains a comma could not be named in a list of panels. */
function readPanelCode(field: Field, findings: Findings): string | null {
  const code = readText(field, CODE, findings);
  if (code === null || splitList(code).length === 1) return code;
  return fault(findings, 'panelCodeWithComma', field, { value: code });
}

/** The sheet `خبرگان`. */
export function readExperts(
  table: SheetTable<'experts'>,
  panels: PanelCodes,
  findings: Findings,
): readonly Listed<ExpertDraft>[] {
  const experts = table.rows.map((row) => {
    const background = readBackground(row, findings);
    return {
      row: row.number,
      thing: {
        key: readText(fieldOf(row, 'code'), { ...CODE, required: false }, findings) || null,
        name: readText(fieldOf(row, 'name'), NAME, findings) ?? '',
        role: readText(fieldOf(row, 'role'), OPTIONAL_NAME, findings) ?? '',
        panelCodes: readPanelCodes(row, panels, findings),
        mobile: readMobile(fieldOf(row, 'mobile'), findings),
        ...(background && { background }),
      },
    };
  });
  reportCodesTwice(table, findings);
  const mobiles = table.rows.map((row, at) => ({
    row: row.number,
    field: fieldOf(row, 'mobile'),
    key: experts[at]!.thing.mobile,
  }));
  reportTwice(mobiles, 'mobileTwice', findings);
  return experts;
}

/** The sheet `گویه‌ها`. */
export function readItems(
  table: SheetTable<'items'>,
  panels: PanelCodes,
  findings: Findings,
): readonly Listed<ItemDraft>[] {
  const items = table.rows.map((row) => ({
    row: row.number,
    thing: {
      code: readText(fieldOf(row, 'code'), CODE, findings) ?? '',
      title: readText(fieldOf(row, 'title'), ITEM_TITLE, findings) ?? '',
      definition: readText(fieldOf(row, 'definition'), DEFINITION, findings) ?? '',
      unit: readText(fieldOf(row, 'unit'), OPTIONAL_NAME, findings) ?? '',
      audience: readText(fieldOf(row, 'audience'), OPTIONAL_NAME, findings) ?? '',
      group: splitGroup(readText(fieldOf(row, 'group'), GROUP, findings) ?? ''),
      panelCodes: readPanelCodes(row, panels, findings),
      ...readBounds(row, findings),
    },
  }));
  reportCodesTwice(table, findings);
  return items;
}

/** @returns empty where none of them is given */
function readBounds(row: TableRow<'items'>, findings: Findings): Pick<ItemDraft, 'bounds'> {
  const least = readNumber(fieldOf(row, 'least'), { kind: 'any' }, findings);
  const most = readNumber(fieldOf(row, 'most'), { kind: 'any' }, findings);
  const measure = readText(fieldOf(row, 'measure'), MEASURE, findings) ?? '';
  if (least !== null && most !== null && least > most)
    fault(findings, 'boundsReversed', fieldOf(row, 'most'), { least, most });
  return least === null && most === null && measure === '' ? {} : { bounds: { least, most, measure } };
}

/** Panel codes by folded form; null where the sheet `پانل‌ها` could not be read. */
export type PanelCodes = ReadonlyMap<string, string> | null;

/** The codes as `پانل‌ها` writes them, by their folded form. */
export function panelCodesOf(panels: readonly Listed<PanelDraft>[]): PanelCodes {
  const codes = new Map<string, string>();
  for (const { thing } of panels) {
    const key = foldText(thing.code);
    if (thing.code !== '' && !codes.has(key)) codes.set(key, thing.code);
  }
  return codes.size === 0 ? null : codes;
}

/** The panels named in a cell, as the sheet `پانل‌ها` spells them; unknown ones are faults. */
export function readPanelCodes(
  row: TableRow<'experts'> | TableRow<'items'> | TableRow<'rounds'>,
  panels: PanelCodes,
  findings: Findings,
  required = true,
): readonly string[] {
  const field: Field = {
    cell: row.cell('panels'),
    place: row.place('panels'),
    hasColumn: row.hasColumn('panels'),
    mergedWith: row.mergedWith('panels'),
  };
  const text = readText(field, { ...LIST, required }, findings);
  if (text === null) return [];
  const written = splitList(text);
  if (required && text !== '' && written.length === 0) fault(findings, 'cellMissing', field);
  if (!panels) return [];
  return written.flatMap((code) => {
    const known = panels.get(foldText(code));
    if (known !== undefined) return [known];
    fault(findings, 'panelUnknown', field, {
      value: code,
      allowed: joinCodes(panels.values()),
    });
    return [];
  });
}

/** `9.13E+09`: a long number copied as a spreadsheet showed it, of which only the first digits are left. */
const ROUNDED = /^\d[.,٫/]?\d*e\+?\d+$/i;

function readMobile(field: Field, findings: Findings): string | null {
  const text = readText(field, MOBILE, findings);
  if (!text) return null;
  const code = ROUNDED.test(foldDigits(text)) ? 'mobileRounded' : 'mobileWrong';
  return normaliseMobile(text) ?? fault(findings, code, field, { value: text });
}

function splitGroup(text: string): readonly string[] {
  return text
    .split(/\s+[/]\s+/)
    .map((level) => level.trim())
    .filter((level) => level !== '');
}

function reportCodesTwice(
  table: SheetTable<'panels'> | SheetTable<'experts'> | SheetTable<'items'>,
  findings: Findings,
): void {
  const codes = table.rows.map((row) => {
    const field: Field = {
      cell: row.cell('code'),
      place: row.place('code'),
      hasColumn: row.hasColumn('code'),
    };
    return { row: row.number, field, key: field.cell ? foldText(field.cell.text) : null };
  });
  reportTwice(codes, 'codeTwice', findings);
}

function missing(field: Field, findings: Findings): null {
  return fault(findings, 'cellMissing', field);
}
