import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { UnreadableFile } from './unreadable-file.ts';

/** A zip archive whose files are inflated one after another, and together only up to a limit. */
export interface ZipArchive {
  /** Names of files, not of folders; backslashes are given as slashes. */
  readonly names: readonly string[];
  /** False where the list of its files breaks off. */
  readonly isWhole: boolean;
  /** A file's content in pieces. @throws UnreadableFile */
  readonly read: (name: string) => AsyncIterable<Uint8Array>;
  /** Inflates what was not read yet, only to check the limit. @throws UnreadableFile */
  readonly inflateRest: () => Promise<void>;
}

/**
 * Opens an archive. What its headers say of unpacked sizes is not believed: bytes are counted as they come, in
 * pieces, so that neither a bomb nor a file that nobody wants fills the memory.
 *
 * @param mostBytes that all files together may inflate to
 * @throws UnreadableFile
 */
export async function openZipArchive(bytes: Uint8Array, mostBytes: number): Promise<ZipArchive> {
  const zip = await openDirectory(archiveWithin(bytes));
  const { entries, isWhole } = await listEntries(zip);
  if ([...entries.values()].some((entry) => entry.isEncrypted())) throw new UnreadableFile('encrypted');
  const budget = { left: mostBytes };
  const unread = new Set(entries.keys());
  return {
    names: [...entries.keys()],
    isWhole,
    read: (name) => {
      unread.delete(name);
      return inflate(zip, entries.get(name)!, budget);
    },
    inflateRest: async () => {
      for (const name of unread) await countUnneeded(inflate(zip, entries.get(name)!, budget));
    },
  };
}

const FIRST_FILE = Buffer.from('PK\x03\x04', 'latin1');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const END_RECORD_SIZE = 22;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * The archive without what a careless web server put around it: a byte order mark or an empty line before, the rest
 * of a page behind.
 */
function archiveWithin(bytes: Uint8Array): Buffer {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = file.lastIndexOf(END_OF_DIRECTORY);
  if (end === -1 || end + END_RECORD_SIZE > file.length) throw new UnreadableFile('cutOff');
  const comment = file.readUInt16LE(end + END_RECORD_SIZE - 2);
  const last = Math.min(file.length, end + END_RECORD_SIZE + comment);
  return file.subarray(isDirectoryInPlace(file, end) ? 0 : Math.max(0, file.indexOf(FIRST_FILE)), last);
}

/** Offsets are counted from the file's start, unless something was put before the archive afterwards. */
function isDirectoryInPlace(file: Buffer, end: number): boolean {
  const directory = file.readUInt32LE(end + 16);
  return directory + 4 <= file.length && file.readUInt32LE(directory) === DIRECTORY_ENTRY;
}

async function openDirectory(archive: Buffer): Promise<ZipFile> {
  try {
    // Names are decoded below: yauzl refuses an archive with an absolute one, which some writers have.
    return await fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: false });
  } catch {
    throw new UnreadableFile('damaged');
  }
}

/** By name; of two files with one name the later one counts, as programs that append to archives intend. */
async function listEntries(zip: ZipFile): Promise<{ entries: Map<string, Entry>; isWhole: boolean }> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      if (!name.endsWith('/')) entries.set(name, entry);
    }
  } catch (error) {
    if (error instanceof Error && /encryption/.test(error.message)) throw new UnreadableFile('encrypted');
    // Whether a missing file was needed shows when it is looked for.
    return { entries, isWhole: false };
  }
  return { entries, isWhole: true };
}

async function* inflate(zip: ZipFile, entry: Entry, budget: { left: number }): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const piece of stream as AsyncIterable<Buffer>) {
      budget.left -= piece.length;
      if (budget.left < 0) throw new UnreadableFile('unpacksTooLarge');
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    // yauzl and zlib throw plain errors of many kinds on what is broken, or packed in a way that few know.
    throw error instanceof UnreadableFile ? error : new UnreadableFile('damaged');
  }
  // A checksum of 0 was left out by the writer.
  if (entry.crc32 !== 0 && entry.crc32 !== checksum) throw new UnreadableFile('damaged');
}

async function countUnneeded(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of pieces);
  } catch (error) {
    if (error instanceof UnreadableFile && error.refusal === 'damaged') return;
    throw error;
  }
}
