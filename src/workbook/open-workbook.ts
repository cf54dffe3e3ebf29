import { type Cell, FROM_1900, FROM_1904, textCell } from './cell.ts';
import { refusalByBytes, refusalByNames } from './file-kind.ts';
import { NO_FORMATS, readNumberFormats } from './number-formats.ts';
import { openPackageParts, type PackageParts, type Relationship } from './package-parts.ts';
import { readXml } from './read-xml.ts';
import { type CellContext, readSheetCells, type SheetCells } from './sheet-cells.ts';
import { readSharedStrings, unescapeText } from './string-item.ts';
import { MAX_WORKBOOK_BYTES, UnreadableFile, type WorkbookRefusal } from './unreadable-file.ts';
import { openZipArchive } from './zip-archive.ts';

const MAX_UNPACKED_BYTES = 200_000_000;

/**
 * Characters of filled cells, and what a cell weighs besides. The largest study in sight (a thousand experts, as
 * many items) fills two millions; twenty are read within some hundred megabytes, and no list of experts or items is
 * that long.
 */
const MAX_CONTENT = 20_000_000;
const CELL_WEIGHT = 40;

export interface RawSheet extends SheetCells {
  readonly name: string;
  /** Not shown among the sheets' tabs. */
  readonly isHidden: boolean;
  /** False where its part is missing or broken; it then has no rows. */
  readonly isReadable: boolean;
}

export type OpenedWorkbook =
  | { readonly ok: true; readonly sheets: readonly RawSheet[] }
  | { readonly ok: false; readonly refusal: WorkbookRefusal };

/**
 * Reads the sheets, rows and cells of an .xlsx file, whoever wrote it, or says why it cannot be read.
 *
 * Parts are found by their relationships; where these are missing or lead nowhere, by their content types, and at
 * last by the names that most programs give.
 * @see ECMA-376 part 1, section 18 (SpreadsheetML), and part 2 (Open Packaging Conventions)
 */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedWorkbook> {
  try {
    return { ok: true, sheets: await readSheets(bytes) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

async function readSheets(bytes: Uint8Array): Promise<readonly RawSheet[]> {
  if (bytes.length > MAX_WORKBOOK_BYTES) throw new UnreadableFile('tooLarge');
  const otherKind = refusalByBytes(bytes);
  if (otherKind) throw new UnreadableFile(otherKind);
  const archive = await openZipArchive(bytes, MAX_UNPACKED_BYTES);
  const parts = openPackageParts(archive);
  const workbook = await findWorkbook(parts);
  const sheets = workbook ? await readWorkbookSheets(parts, workbook) : null;
  await archive.inflateRest();
  if (!sheets) throw new UnreadableFile(await refusalByNames(archive));
  return sheets;
}

const WORKBOOK_TYPES = ['sheet.main+xml', 'template.main+xml', 'macroEnabled.main+xml'];

async function findWorkbook(parts: PackageParts): Promise<string | null> {
  const main = (await parts.relationshipsOf('')).find(({ kind, part }) => kind === 'officeDocument' && part);
  if (main?.part && !/\.bin$/.test(main.part)) return main.part;
  for (const type of WORKBOOK_TYPES) {
    const [part] = await parts.partsOfType(type);
    if (part) return part;
  }
  return parts.names.find((name) => /(^|\/)workbook\d*\.xml$/.test(name)) ?? null;
}

interface NamedSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly relationship: string;
}

interface WorkbookPart {
  readonly sheets: readonly NamedSheet[];
  readonly isFrom1904: boolean;
  readonly isToBeReckoned: boolean;
}

async function readWorkbookSheets(parts: PackageParts, workbook: string): Promise<readonly RawSheet[]> {
  const { sheets, isFrom1904, isToBeReckoned } = await readWorkbookPart(parts.read(workbook));
  const relationships = await parts.relationshipsOf(workbook);
  const context: CellContext = {
    strings: await sharedCells(parts, relationships),
    formats: await numberFormats(parts, relationships),
    firstDay: isFrom1904 ? FROM_1904 : FROM_1900,
    isToBeReckoned,
    count: contentCounter(),
  };
  const placed = await placeSheets(parts, sheets, relationships);
  const read: RawSheet[] = [];
  for (const { name, isHidden, part } of placed) {
    const cells = part ? await readCells(parts.read(part), context) : null;
    read.push({ name, isHidden, isReadable: cells !== null, ...(cells ?? EMPTY) });
  }
  return read;
}

const EMPTY: SheetCells = { rows: [], merged: [], odd: [], hiddenRows: 0 };

/** Reports what is wrong with one sheet as that sheet's fault. */
async function readCells(
  pieces: AsyncIterable<Uint8Array>,
  context: CellContext,
): Promise<SheetCells | null> {
  try {
    return await readSheetCells(pieces, context);
  } catch (error) {
    if (error instanceof UnreadableFile && error.refusal === 'damaged') return null;
    throw error;
  }
}

async function readWorkbookPart(pieces: AsyncIterable<Uint8Array>): Promise<WorkbookPart> {
  const sheets: NamedSheet[] = [];
  let root = '';
  let isFrom1904 = false;
  let isToBeReckoned = false;
  const isSound = await readXml(pieces, {
    open: (element, attributes: Readonly<Record<string, string | undefined>>) => {
      root ||= element;
      if (element === 'workbookPr') isFrom1904 = isTrue(attributes['date1904']);
      else if (element === 'calcPr') isToBeReckoned = isTrue(attributes['fullCalcOnLoad']);
      else if (element === 'sheet') {
        const { name = '', state = 'visible' } = attributes;
        sheets.push({
          name: unescapeText(name),
          isHidden: state !== 'visible',
          relationship: relationshipId(attributes),
        });
      }
    },
  });
  if (root !== 'workbook') throw new UnreadableFile('damaged');
  if (!isSound && sheets.length === 0) throw new UnreadableFile('damaged');
  return { sheets, isFrom1904, isToBeReckoned };
}

/** `r:id`, whatever the prefix. */
function relationshipId(attributes: Readonly<Record<string, string | undefined>>): string {
  const name = Object.keys(attributes).find((key) => /:id$/i.test(key)) ?? 'id';
  return attributes[name] ?? '';
}

function isTrue(truth: string | undefined): boolean {
  return truth === '1' || truth === 'true' || truth === 'on';
}

/** Sheets of these kinds have no cells. */
const WITHOUT_CELLS = /^(chart|dialog|macro|xlMacro|xlIntlMacro)sheet$/i;

/**
 * Matches each sheet that has cells with its part. A sheet whose relationship leads nowhere gets the worksheet at its
 * position among those that no other sheet uses.
 */
async function placeSheets(
  parts: PackageParts,
  sheets: readonly NamedSheet[],
  relationships: readonly Relationship[],
): Promise<readonly { name: string; isHidden: boolean; part: string | null }[]> {
  const found = sheets.map((sheet) => ({
    ...sheet,
    target: relationships.find(({ id }) => id === sheet.relationship) ?? null,
  }));
  const taken = found.map(({ target }) => target?.part);
  const free = (await worksheetParts(parts)).filter((part) => !taken.includes(part));
  return found
    .filter(({ target }) => !target || !WITHOUT_CELLS.test(target.kind))
    .map(({ name, isHidden, target }) => ({ name, isHidden, part: target?.part ?? free.shift() ?? null }));
}

async function worksheetParts(parts: PackageParts): Promise<readonly string[]> {
  const typed = await parts.partsOfType('worksheet+xml');
  const named = parts.names.filter((name) => /(^|\/)worksheets?\/[^/]+\.xml$/.test(name));
  return (typed.length > 0 ? [...typed] : named).sort(byNumber);
}

/** Sorts `sheet10.xml` after `sheet9.xml`. */
function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

async function sharedCells(
  parts: PackageParts,
  relationships: readonly Relationship[],
): Promise<readonly (Cell | null)[]> {
  const part = await companion(parts, relationships, 'sharedStrings', /(^|\/)sharedstrings\.xml$/);
  return part ? (await readSharedStrings(parts.read(part), contentCounter())).map(textCell) : [];
}

async function numberFormats(parts: PackageParts, relationships: readonly Relationship[]) {
  const part = await companion(parts, relationships, 'styles', /(^|\/)styles\.xml$/);
  return part ? readNumberFormats(parts.read(part)) : NO_FORMATS;
}

async function companion(
  parts: PackageParts,
  relationships: readonly Relationship[],
  kind: 'sharedStrings' | 'styles',
  usualName: RegExp,
): Promise<string | null> {
  const related = relationships.find((relationship) => relationship.kind === kind)?.part;
  const [typed] = related ? [] : await parts.partsOfType(`${kind}+xml`);
  return related ?? typed ?? parts.names.find((name) => usualName.test(name)) ?? null;
}

function contentCounter(): (characters: number) => void {
  let content = 0;
  return (characters) => {
    content += characters + CELL_WEIGHT;
    if (content > MAX_CONTENT) throw new UnreadableFile('tooMuchContent');
  };
}
