import { type RawFile, rawZip } from './raw-zip.ts';

/** What stands in a cell: a text, a number, a boolean, nothing, or XML as its writer has it (`<c …>…</c>`). */
export type RawValue = string | number | boolean | null | { readonly xml: string };

export type RawSheets = Readonly<Record<string, readonly (readonly RawValue[])[]>>;

/** How a program writes; what is not named is as Excel does it. */
export interface Writer {
  /** Before the spreadsheet's own tags. */
  readonly prefix?: string;
  readonly strict?: boolean;
  /** Where texts stand. */
  readonly strings?: 'shared' | 'inline' | 'formula';
  /** Rows and cells that tell where they stand. */
  readonly references?: 'all' | 'none' | 'rows' | 'cells';
  /** Whether empty cells hold their places; where cells have no references they must. */
  readonly emptyCells?: boolean;
  readonly workbook?: string;
  readonly sheet?: (number: number) => string;
  readonly sharedStrings?: string;
  readonly styles?: string;
  /** A text as it stands between `<t>` and `</t>`. */
  readonly text?: (text: string) => string;
  /** What follows the rows of a sheet. */
  readonly afterRows?: Readonly<Record<string, string>>;
  /** Attributes of a row by its number. */
  readonly rowAttributes?: (sheet: string, row: number) => string;
  readonly hiddenSheets?: readonly string[];
  /** Children of `workbook` before its sheets. */
  readonly workbookProperties?: string;
  readonly afterSheets?: string;
  /** Number formats of the styles from 1 on. */
  readonly formats?: readonly string[];
}

/** A package's parts by their names. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const TRANSITIONAL = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  documents: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
};
const STRICT = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  documents: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The parts of a workbook as a program writes them. */
export function partsOf(sheets: RawSheets, writer: Writer = {}): Parts {
  const {
    workbook = 'xl/workbook.xml',
    sharedStrings = 'xl/sharedStrings.xml',
    styles = 'xl/styles.xml',
  } = writer;
  const sheetPart = writer.sheet ?? ((number: number) => `xl/worksheets/sheet${number}.xml`);
  const namespaces = writer.strict ? STRICT : TRANSITIONAL;
  const texts = new SharedTexts();
  const names = Object.keys(sheets);
  const worksheets = names.map((name) => worksheet(name, sheets[name]!, writer, texts));
  const related = [
    ...names.map((_, at) => ({ kind: 'worksheet', part: sheetPart(at + 1) })),
    { kind: 'styles', part: styles },
    { kind: 'sharedStrings', part: sharedStrings },
  ];
  const folder = workbook.slice(0, workbook.lastIndexOf('/') + 1);
  return {
    '[Content_Types].xml': contentTypes([{ kind: 'sheet.main', part: workbook }, ...related]),
    '_rels/.rels': relationships([{ kind: 'officeDocument', part: workbook }], '', namespaces.documents),
    [workbook]: workbookPart(names, writer, namespaces),
    [`${folder}_rels/${workbook.slice(folder.length)}.rels`]: relationships(
      related,
      folder,
      namespaces.documents,
    ),
    ...Object.fromEntries(worksheets.map((xml, at) => [sheetPart(at + 1), xml])),
    [sharedStrings]: texts.part(writer, namespaces.main),
    [styles]: stylesPart(writer, namespaces.main),
  };
}

/** The file of a package's parts. */
export function packed(parts: Parts, pack: Partial<RawFile> = {}): Uint8Array {
  return rawZip(Object.entries(parts).map(([name, content]) => ({ name, content, ...pack })));
}

/** A workbook as a program writes it. */
export function rawWorkbook(sheets: RawSheets, writer: Writer = {}): Uint8Array {
  return packed(partsOf(sheets, writer));
}

/** Parts with some of their texts changed; each change must change something. */
export function withChanged(parts: Parts, name: RegExp, change: (xml: string) => string): Parts {
  let changed = 0;
  const entries = Object.entries(parts).map(([part, content]): [string, string | Uint8Array] => {
    if (!name.test(part) || typeof content !== 'string') return [part, content];
    const other = change(content);
    if (other !== content) changed += 1;
    return [part, other];
  });
  if (changed === 0) throw new Error(`Nothing of ${name} was changed`);
  return Object.fromEntries(entries);
}

/** Parts under other names. */
export function renamed(parts: Parts, rename: (name: string) => string): Parts {
  return Object.fromEntries(Object.entries(parts).map(([name, content]) => [rename(name), content]));
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** `A`, `Z`, `AA`. */
function columnLetters(column: number): string {
  const before = Math.floor((column - 1) / 26);
  return (before > 0 ? columnLetters(before) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

class SharedTexts {
  readonly #texts: string[] = [];

  numberOf(text: string): number {
    const known = this.#texts.indexOf(text);
    return known === -1 ? this.#texts.push(text) - 1 : known;
  }

  part(writer: Writer, namespace: string): string {
    const { text = escapeXml } = writer;
    const items = this.#texts.map((each) => `<si><t xml:space="preserve">${text(each)}</t></si>`);
    return document('sst', namespace, items.join(''), writer);
  }
}

function worksheet(
  name: string,
  rows: readonly (readonly RawValue[])[],
  writer: Writer,
  texts: SharedTexts,
): string {
  const { references = 'all', rowAttributes } = writer;
  const written = rows.map((values, at) => {
    const reference = references === 'all' || references === 'rows' ? ` r="${at + 1}"` : '';
    const cells = values.map((value, column) => cell(value, at + 1, column + 1, writer, texts));
    return `<row${reference}${rowAttributes?.(name, at + 1) ?? ''}>${cells.join('')}</row>`;
  });
  const namespace = (writer.strict ? STRICT : TRANSITIONAL).main;
  const after = writer.afterRows?.[name] ?? '';
  return document('worksheet', namespace, `<sheetData>${written.join('')}</sheetData>${after}`, writer);
}

function cell(value: RawValue, row: number, column: number, writer: Writer, texts: SharedTexts): string {
  const { references = 'all', strings = 'shared', text = escapeXml } = writer;
  const hasReference = references === 'all' || references === 'cells';
  const r = hasReference ? ` r="${columnLetters(column)}${row}"` : '';
  if (value === null) return (writer.emptyCells ?? !hasReference) ? `<c${r} s="0"/>` : '';
  if (typeof value === 'object') return value.xml.replace(/^<c\b/, `<c${r}`);
  if (typeof value === 'number') return `<c${r}><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c${r} t="b"><v>${Number(value)}</v></c>`;
  if (strings === 'inline') return `<c${r} t="inlineStr"><is><t>${text(value)}</t></is></c>`;
  if (strings === 'formula') return `<c${r} t="str"><f>A1</f><v>${text(value)}</v></c>`;
  return `<c${r} t="s"><v>${texts.numberOf(value)}</v></c>`;
}

function workbookPart(names: readonly string[], writer: Writer, namespaces: typeof STRICT): string {
  const { workbookProperties = '', afterSheets = '', hiddenSheets = [] } = writer;
  const sheets = names.map((name, at) => {
    const state = hiddenSheets.includes(name) ? ' state="hidden"' : '';
    return `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${state} r:id="rId${at + 1}"/>`;
  });
  const inside = `${workbookProperties}<sheets>${sheets.join('')}</sheets>${afterSheets}`;
  const xml = document('workbook', namespaces.main, inside, writer);
  return xml.replace(/xmlns/, `xmlns:r="${namespaces.documents}" xmlns`);
}

function stylesPart(writer: Writer, namespace: string): string {
  const { formats = [] } = writer;
  const codes = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escapeXml(code)}"/>`);
  const styles = ['<xf numFmtId="0"/>', ...formats.map((_, at) => `<xf numFmtId="${164 + at}"/>`)];
  const inside = `<numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs>`;
  return document('styleSheet', namespace, inside, writer);
}

function document(root: string, namespace: string, inside: string, { prefix = '' }: Writer): string {
  const xml = `<${root} xmlns="${namespace}">${inside}</${root}>`;
  if (prefix === '') return DECLARATION + xml;
  return (
    DECLARATION + xml.replace(/<(\/?)(?=[a-z])/gi, `<$1${prefix}:`).replace('xmlns=', `xmlns:${prefix}=`)
  );
}

interface Related {
  readonly kind: string;
  readonly part: string;
}

function relationships(related: readonly Related[], folder: string, types: string): string {
  const list = related.map(({ kind, part }, at) => {
    const target = part.startsWith(folder) ? part.slice(folder.length) : `/${part}`;
    return `<Relationship Id="rId${at + 1}" Type="${types}/${kind}" Target="${target}"/>`;
  });
  return `${DECLARATION}<Relationships xmlns="${RELATIONSHIPS}">${list.join('')}</Relationships>`;
}

function contentTypes(related: readonly Related[]): string {
  const list = related.map(
    ({ kind, part }) =>
      `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`,
  );
  return `${DECLARATION}<Types xmlns="${TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${list.join('')}</Types>`;
}
