import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { type Cell, readCell } from './cell.ts';
import { unpackParts } from './zip-parts.ts';

/** A workbook may be this large as a file; the messenger tells a file's size before it is downloaded. */
export const MAX_WORKBOOK_BYTES = 10_000_000;

const MAX_UNPACKED_BYTES = 200_000_000;

/**
 * Characters of XML, empty cells aside. The largest study in sight (a thousand experts, as many items) fills
 * two millions; twenty are read in a few seconds within some hundred megabytes, and no list of
 * experts or items is that long.
 */
const MAX_CONTENT_CHARACTERS = 20_000_000;

/** Why a file is not read at all. */
export type WorkbookRefusal = 'tooLarge' | 'notWorkbook' | 'encrypted' | 'unpacksTooLarge' | 'tooMuchContent';

export interface RawSheet {
  readonly name: string;
  readonly rows: readonly RawRow[];
}

export interface RawRow {
  /** As the spreadsheet counts it: the first row is 1. */
  readonly number: number;
  /** By column, the first being 1; empty cells are absent. */
  readonly cells: ReadonlyMap<number, Cell>;
}

export type OpenedWorkbook =
  | { readonly ok: true; readonly sheets: readonly RawSheet[] }
  | { readonly ok: false; readonly refusal: WorkbookRefusal };

/** Reads the sheets, rows and cells of an .xlsx file, or says why it cannot be one. */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedWorkbook> {
  if (bytes.length > MAX_WORKBOOK_BYTES) return { ok: false, refusal: 'tooLarge' };
  if (isOle2(bytes)) return { ok: false, refusal: isEncryptedOle2(bytes) ? 'encrypted' : 'notWorkbook' };
  const unpacked = await unpackParts(bytes, (name) => partName(name) !== null, MAX_UNPACKED_BYTES);
  if (!unpacked.ok) return { ok: false, refusal: REFUSAL_OF_ZIP[unpacked.why] };
  const parts = tidyParts(unpacked.parts);
  if (!parts.has('xl/workbook.xml')) return { ok: false, refusal: 'notWorkbook' };
  if (totalLength(parts) > MAX_CONTENT_CHARACTERS) return { ok: false, refusal: 'tooMuchContent' };
  const workbook = await parse(parts);
  return workbook
    ? { ok: true, sheets: workbook.worksheets.map(readSheet) }
    : { ok: false, refusal: 'notWorkbook' };
}

const REFUSAL_OF_ZIP = {
  broken: 'notWorkbook',
  encrypted: 'encrypted',
  tooLarge: 'unpacksTooLarge',
} as const satisfies Record<string, WorkbookRefusal>;

/** The container of .xls and of Office files with a password. */
function isOle2(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, at) => bytes[at] === byte);
}

/** An encrypted .xlsx keeps its zip in a stream of this name (MS-OFFCRYPTO 2.3.4.4). */
function isEncryptedOle2(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
}

const PARTS: readonly RegExp[] = [
  /^_rels\/\.rels$/i,
  /^xl\/workbook\.xml$/i,
  /^xl\/_rels\/workbook\.xml\.rels$/i,
  /^xl\/sharedStrings\.xml$/i,
  /^xl\/styles\.xml$/i,
  /^xl\/worksheets\/sheet\d+\.xml$/i,
];

/**
 * The name under which a part is handed to exceljs, null for one that holds no cells. Pictures, charts, notes
 * and pivot tables are left out: exceljs would unpack them for nothing, and fails on some of them.
 */
function partName(name: string): string | null {
  const bare = name.replace(/^\//, '');
  if (!PARTS.some((part) => part.test(bare))) return null;
  return /sharedStrings\.xml$/i.test(bare) ? 'xl/sharedStrings.xml' : bare;
}

function tidyParts(parts: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  const tidied = new Map<string, string>();
  for (const [name, content] of parts) {
    tidied.set(partName(name)!, tidyXml(new TextDecoder().decode(content)));
  }
  return tidied;
}

/** A formula whose result is the empty text, as far as that result. */
const EMPTY_RESULT =
  /(<c\b[^<>]{0,200}\bt="str"[^<>]{0,200}>\s*<f\b[^<>]{0,200}(?:\/>|>[^<]*<\/f>)\s*)(?:<v\s*\/>|<v>\s*<\/v>)/g;

/**
 * Takes out what exceljs stumbles over: a prefix before the spreadsheet's own tags (Open XML SDK writes
 * `<x:row>`), and the empty cells and rows of a sheet formatted to its end, a million of them at times. A formula
 * that gives the empty text gets a space, or exceljs would take it for one not reckoned yet.
 */
function tidyXml(xml: string): string {
  const prefix = /<(\w+):(?:workbook|worksheet|sst|styleSheet)[\s>]/.exec(xml.slice(0, 2000))?.[1];
  const bare = prefix ? xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</') : xml;
  return bare
    .replace(EMPTY_RESULT, '$1<v> </v>')
    .replace(/<c\b[^<>]*(?:\/>|>\s*<\/c>)/g, '')
    .replace(/<row\b[^<>]*(?:\/>|>\s*<\/row>)/g, '');
}

function totalLength(parts: ReadonlyMap<string, string>): number {
  return [...parts.values()].reduce((sum, { length }) => sum + length, 0);
}

/** Only cells are read. The others are costly (a rule for a whole column becomes a million rules) or name left out parts. */
const IGNORED = [
  'cols',
  'mergeCells',
  'hyperlinks',
  'dataValidations',
  'conditionalFormatting',
  'drawing',
  'picture',
  'tableParts',
  'extLst',
];

async function parse(parts: ReadonlyMap<string, string>): Promise<ExcelJS.Workbook | null> {
  const files = Object.fromEntries([...parts].map(([name, xml]) => [name, strToU8(xml)]));
  const archive = zipSync(files, { level: 0 });
  const workbook = new ExcelJS.Workbook();
  try {
    // exceljs declares a Buffer of its own making, older than Node's.
    await workbook.xlsx.load(archive as unknown as ExcelJS.Buffer, { ignoreNodes: IGNORED });
    return workbook;
  } catch {
    // exceljs throws plain errors of any kind on XML that is broken or no spreadsheet's.
    return null;
  }
}

function readSheet(sheet: ExcelJS.Worksheet): RawSheet {
  const rows: RawRow[] = [];
  sheet.eachRow((row, number) => {
    const cells = new Map<number, Cell>();
    row.eachCell(({ value }, column) => {
      const cell = readCell(value);
      if (cell) cells.set(column, cell);
    });
    if (cells.size > 0) rows.push({ number, cells });
  });
  return { name: sheet.name, rows };
}
