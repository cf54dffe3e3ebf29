import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_OF_DIRECTORY_SIZE = 22;
const LONGEST_ARCHIVE_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

/** Larger pieces than zlib's own 16 kB: fewer turns of the event loop for the same bytes. */
const PIECE = 128 * 1024;

export type Unpacking =
  | { readonly ok: true; readonly parts: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly why: 'broken' | 'encrypted' | 'tooLarge' };

/**
 * Inflates every file of a zip archive, keeps the wanted ones, and gives up as soon as all of them together
 * exceed `limit` bytes. What headers say of unpacked sizes is not believed: bytes are counted as they come,
 * in pieces, so that neither a bomb nor a file that is not wanted fills the memory. zlib works in Node's
 * thread pool meanwhile.
 *
 * Zip64 is not read: no archive of a few megabytes needs it.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12, 4.3.16
 */
export async function unpackParts(
  archive: Uint8Array,
  isWanted: (name: string) => boolean,
  limit: number,
): Promise<Unpacking> {
  const entries = listEntries(archive);
  if (!entries) return { ok: false, why: 'broken' };
  if (entries.some(({ encrypted }) => encrypted)) return { ok: false, why: 'encrypted' };
  const parts = new Map<string, Uint8Array>();
  let left = limit;
  for (const entry of entries) {
    const inflated = await inflate(entry, left, isWanted(entry.name));
    if (typeof inflated === 'string') return { ok: false, why: inflated };
    left -= inflated.size;
    if (inflated.content) parts.set(entry.name, inflated.content);
  }
  return { ok: true, parts };
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly packed: Uint8Array;
}

/** The archive's files as its central directory lists them; null where that is not sound. */
function listEntries(archive: Uint8Array): readonly Entry[] | null {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  try {
    const end = endOfDirectory(view);
    if (end === null) return null;
    const entries: Entry[] = [];
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (view.getUint32(at, true) !== DIRECTORY_ENTRY) return null;
      entries.push(entryAt(archive, view, at));
      at +=
        46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function endOfDirectory(view: DataView): number | null {
  const last = view.byteLength - END_OF_DIRECTORY_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_ARCHIVE_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  return null;
}

function entryAt(archive: Uint8Array, view: DataView, at: number): Entry {
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== LOCAL_ENTRY) throw new RangeError(`No file at ${local} in the archive`);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const end = start + view.getUint32(at + 20, true);
  if (end > archive.length) throw new RangeError(`The file at ${local} is cut off`);
  const name = archive.subarray(at + 46, at + 46 + view.getUint16(at + 28, true));
  return {
    name: new TextDecoder().decode(name),
    method: view.getUint16(at + 10, true),
    encrypted: (view.getUint16(at + 8, true) & ENCRYPTED_FLAG) !== 0,
    packed: archive.subarray(start, end),
  };
}

interface Inflated {
  readonly size: number;
  readonly content: Uint8Array | null;
}

async function inflate(
  entry: Entry,
  limit: number,
  keep: boolean,
): Promise<Inflated | 'broken' | 'tooLarge'> {
  const { method, packed } = entry;
  if (method === STORED) {
    return packed.length > limit ? 'tooLarge' : { size: packed.length, content: keep ? packed : null };
  }
  if (method !== DEFLATED) return 'broken';
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of inflatedPieces(packed)) {
      size += piece.length;
      if (size > limit) return 'tooLarge';
      if (keep) pieces.push(piece);
    }
  } catch (error) {
    if (isZlibError(error)) return 'broken';
    throw error;
  }
  return { size, content: keep ? Buffer.concat(pieces) : null };
}

function inflatedPieces(packed: Uint8Array): AsyncIterable<Uint8Array> {
  const inflating = createInflateRaw({ chunkSize: PIECE });
  inflating.end(packed);
  return inflating;
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
