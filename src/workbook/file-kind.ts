import { UnreadableFile, type WorkbookRefusal } from './unreadable-file.ts';
import type { ZipArchive } from './zip-archive.ts';

/**
 * What a file is by its first bytes, whatever its name says.
 *
 * @returns null for a zip archive, which may be a workbook
 */
export function refusalByBytes(bytes: Uint8Array): WorkbookRefusal | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = file.subarray(0, LOOKED_AT);
  if (startsWith(start, OLE2)) return ole2Refusal(file);
  if (BIFF.some((signature) => startsWith(start, signature))) return 'xls';
  if (PACKED.some((signature) => startsWith(start, signature))) return 'archive';
  const text = textOf(start);
  if (text !== null) return text.includes('PK\u0003\u0004') ? null : textRefusal(text);
  return isZip(start, file) ? null : 'notWorkbook';
}

/** How many bytes decide what a file is; a careless web server may have put a few before them. */
const LOOKED_AT = 4096;
/** Size of an archive's last record with the longest comment after it. */
const LONGEST_END = 22 + 0xffff;

const FIRST_FILE = Buffer.from('PK\x03\x04', 'latin1');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
/** The container of .xls, and of Office files with a password. */
const OLE2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** .xls of Excel 2 to 4, which have no container. */
const BIFF = [
  [0x09, 0x00, 0x04, 0x00],
  [0x09, 0x00, 0x06, 0x00],
  [0x09, 0x02, 0x06, 0x00],
  [0x09, 0x04, 0x06, 0x00],
].map((bytes) => Buffer.from(bytes));
/** RAR, 7-Zip and gzip. */
const PACKED = [
  [0x52, 0x61, 0x72, 0x21],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b, 0x08],
].map((bytes) => Buffer.from(bytes));

function startsWith(file: Buffer, signature: Buffer): boolean {
  return file.subarray(0, signature.length).equals(signature);
}

/** Recognised by its beginning, or by its end where the beginning was lost. */
function isZip(start: Buffer, file: Buffer): boolean {
  return start.includes(FIRST_FILE) || file.subarray(-LONGEST_END).includes(END_OF_DIRECTORY);
}

/** An encrypted .xlsx keeps its zip in a stream of this name (MS-OFFCRYPTO 2.3.4.4). */
function ole2Refusal(file: Buffer): WorkbookRefusal {
  const hasStream = (name: string) => file.includes(Buffer.from(`${name}\0`, 'utf16le'));
  if (hasStream('EncryptedPackage')) return 'encrypted';
  return hasStream('Workbook') || hasStream('Book') ? 'xls' : 'notWorkbook';
}

/** @returns null where it is no text */
function textOf(start: Buffer): string | null {
  const isUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const text = new TextDecoder(isUtf16 ? (start[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(
    start,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text has them
  return text === '' || /[\u0000-\u0008\u000e-\u001a]/.test(text) ? null : text;
}

function textRefusal(text: string): WorkbookRefusal {
  if (/<office:document\b/.test(text)) return 'ods';
  if (
    /<html\b|<!doctype html|<table\b|<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|docs\.google\.com\/spreadsheets/i.test(
      text,
    )
  ) {
    return 'webPage';
  }
  if (/^\s*(%PDF|\{\\rtf|[<{])/.test(text)) return 'notWorkbook';
  return /[,;\t،؛|]/.test(text) ? 'csv' : 'notWorkbook';
}

/** What an archive without a workbook is. @throws UnreadableFile */
export async function refusalByNames({ names, isWhole, read }: ZipArchive): Promise<WorkbookRefusal> {
  if (!isWhole) return 'damaged';
  const has = (name: RegExp) => names.some((each) => name.test(each));
  if (has(/(^|\/)workbook\.bin$/i)) return 'xlsb';
  if (has(/(^|\/)index\/.*\.iwa$|(^|\/)index\.zip$|^index\.apxl/i)) return 'numbers';
  if (names.includes('mimetype')) {
    const type = await firstText(read('mimetype'));
    return type.includes('opendocument.spreadsheet') ? 'ods' : 'notWorkbook';
  }
  if (has(/^\[content_types\]\.xml$/i)) return has(/^(word|ppt|visio)[\\/]/i) ? 'notWorkbook' : 'damaged';
  if (has(/\.(xlsx|xlsm|xls|ods|csv|xlsb)$/i)) return 'archive';
  return has(/\.html?$/i) ? 'webPage' : 'notWorkbook';
}

async function firstText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  try {
    for await (const piece of pieces) return Buffer.from(piece.subarray(0, 200)).toString('latin1');
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
  return '';
}
