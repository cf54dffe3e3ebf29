import { strFromU8, unzipSync } from 'fflate';
import { looksLikeFormula } from '../domain/formula.ts';
import { escapeXml } from '../texts/xml.ts';
import {
  type ColumnLayout,
  letterOf,
  rowHeight,
  type SheetLayout,
  type SheetPicture,
  type Written,
  workbookBytes,
} from './sheet-writer.ts';

/** A part of an .xlsx file, piece by piece. */
export interface WorkbookPart {
  readonly name: string;
  readonly pieces: Iterable<string | Uint8Array>;
}

/** Roughly how many characters of XML make a piece. */
const PIECE = 65_536;
const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/;
/** A number and a text that is kept as such: how a column sets these tells how it sets all its cells. */
const SAMPLES = [0, '='] as const;
const SAMPLE_ROWS = /<row r="2".*(?=<\/sheetData>)/s;

/**
 * The parts of a workbook as `workbookBytes` would write it, but the rows of its tables composed only while they are
 * read: those of a large study would take hundreds of megabytes together. The library writes each table with two rows
 * of samples; the table's own rows take their place.
 */
export async function workbookParts(
  sheets: readonly SheetLayout[],
  writtenAt: Date,
): Promise<WorkbookPart[]> {
  const pictures = sheets.flatMap((sheet) => sheet.pictures ?? []);
  const bytes = await workbookBytes(
    sheets.map((sheet) => (sheet.isTable ? sampled(sheet) : withStandIns(sheet, pictures))),
    writtenAt,
  );
  const parts = Object.entries(unzipSync(bytes));
  return parts
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, part]) => {
      const picture = MEDIA.test(name) ? pictures[standsFor(part)] : undefined;
      if (picture) return { name, pieces: [picture.png] };
      const sheet = sheets[Number(SHEET.exec(name)?.[1]) - 1];
      return { name, pieces: sheet?.isTable ? tablePieces(strFromU8(part), sheet) : [part] };
    });
}

/** A picture's size stands in its first bytes (PNG, third edition, 5.2 and 11.2.1): all that the library needs of it. */
const PNG_HEAD = 33;
const PLACE_BYTES = 4;
const MEDIA = /^xl\/media\//;

/** With the heads of its pictures, each followed by its place among all: the library would hold each three times. */
function withStandIns(sheet: SheetLayout, all: readonly SheetPicture[]): SheetLayout {
  const standIn = ({ png }: SheetPicture, place: number) => {
    const bytes = new Uint8Array(PNG_HEAD + PLACE_BYTES);
    bytes.set(png.subarray(0, PNG_HEAD));
    new DataView(bytes.buffer).setUint32(PNG_HEAD, place);
    return bytes;
  };
  const { pictures } = sheet;
  if (!pictures) return sheet;
  return {
    ...sheet,
    pictures: pictures.map((picture) => ({ ...picture, png: standIn(picture, all.indexOf(picture)) })),
  };
}

function standsFor(part: Uint8Array): number {
  return new DataView(part.buffer, part.byteOffset + PNG_HEAD, PLACE_BYTES).getUint32(0);
}

/** With samples for its rows, as many as they may be. */
function sampled(sheet: SheetLayout): SheetLayout {
  const rows = SAMPLES.map((sample) => sheet.columns.map(() => sample));
  return { ...sheet, rows: { length: sheet.rows.length, [Symbol.iterator]: () => rows.values() } };
}

function* tablePieces(xml: string, { columns, rows }: SheetLayout): Generator<string> {
  const { index, 0: samples } = SAMPLE_ROWS.exec(xml)!;
  const range = `A1:${letterOf(columns.length - 1)}${rows.length + 1}`;
  const styles = stylesIn(samples, columns.length);
  let piece = xml.slice(0, index).replace(/<dimension ref="[^"]*"/, `<dimension ref="${range}"`);
  let number = 1;
  for (const row of rows) {
    number += 1;
    piece += rowXml(row, number, columns, styles);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece + xml.slice(index + samples.length);
}

/** The numbers of the styles of each column's cells, and of those kept as text. */
interface Styles {
  readonly plain: readonly string[];
  readonly text: readonly string[];
}

function stylesIn(samples: string, columns: number): Styles {
  const all = [...samples.matchAll(/<c ([^>]*)>/g)].map(
    ([, cell]) => / ?s="\d+"/.exec(` ${cell}`)?.[0] ?? '',
  );
  return { plain: all.slice(0, columns), text: all.slice(columns) };
}

function rowXml(
  row: readonly Written[],
  number: number,
  columns: readonly ColumnLayout[],
  { plain, text }: Styles,
): string {
  const height = rowHeight(columns, row);
  let cells = '';
  for (const [at, value] of row.entries()) {
    if (value === null || value === '') continue;
    const reference = `r="${letterOf(at)}${number}"`;
    if (typeof value === 'number') cells += `<c ${reference}${plain[at]}><v>${value}</v></c>`;
    else {
      const style = (looksLikeFormula(value) ? text : plain)[at];
      cells += `<c ${reference}${style} t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
    }
  }
  const tall = height === null ? '' : ` ht="${height}" customHeight="1"`;
  return `<row r="${number}"${tall}>${cells}</row>`;
}
