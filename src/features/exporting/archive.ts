import { finished } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createDeflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';
import { collectGarbageInTime } from '../../collect-garbage.ts';
import { wallTime } from '../../domain/wall-clock.ts';
import type { HandOver } from '../../jobs/background.ts';
import { PIECE_BYTES } from '../../store/files.ts';

/** A file of an archive, delivered piece by piece. */
export interface ArchiveEntry {
  readonly name: string;
  /**
   * Or what composes it when its turn comes. A generator that has ended still holds all that it was made of, for as long
   * as somebody holds it: so what is large is better composed.
   */
  readonly pieces: Pieces | (() => Pieces);
}

export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Hands chunks over in pieces of one size, the last of which may be shorter. The memory of a piece is shared with the
 * thread that keeps it, and filled anew once that has been done.
 */
export async function handPieces(chunks: AsyncIterable<Uint8Array>, hand: HandOver): Promise<void> {
  const piece = new Uint8Array(new SharedArrayBuffer(PIECE_BYTES));
  let filled = 0;
  for await (const chunk of chunks) {
    for (let rest = chunk; rest.length > 0; ) {
      const part = rest.subarray(0, PIECE_BYTES - filled);
      piece.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled < PIECE_BYTES) continue;
      await hand(piece);
      filled = 0;
    }
  }
  if (filled > 0) await hand(piece.subarray(0, filled));
}

/**
 * Packs files into a ZIP archive, piece by piece: an archive within an archive is never whole in memory. It yields to
 * the event loop after each piece, so that a large archive delays nobody's press. The same pieces and moment give the
 * same bytes.
 *
 * @param modifiedAt the modification time of each file, on the wall clock of `zone`; ZIP has no years before 1980
 */
export async function* zipPieces(
  entries: readonly ArchiveEntry[],
  modifiedAt: Date,
  zone: string,
): AsyncGenerator<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  const mtime = localDate(modifiedAt, zone);
  const encoder = new TextEncoder();
  for (const { name, pieces } of entries) {
    const file = Object.assign(new DeflatedFile(name), { mtime });
    archive.add(file);
    for await (const piece of typeof pieces === 'function' ? pieces() : pieces) {
      file.push(typeof piece === 'string' ? encoder.encode(piece) : piece);
      await setImmediate();
      collectGarbageInTime();
      yield* chunks.splice(0);
    }
    file.push(new Uint8Array(), true);
    await file.written();
    yield* chunks.splice(0);
  }
  archive.end();
  yield* chunks.splice(0);
}

/** ZIP's number for the method deflate. */
const DEFLATED = 8;

/**
 * Deflated by Node: fflate 0.8.3, when fed piece by piece, may write back-references to bytes that were never there
 * (twenty bytes are enough: findings/fflate-deflates-what-was-not-written.sh), and no program can read the file.
 */
class DeflatedFile extends ZipPassThrough {
  override compression = DEFLATED;
  readonly #deflate = createDeflateRaw()
    .on('data', (chunk: Uint8Array<ArrayBuffer>) => this.ondata(null, chunk, false))
    .on('end', () => this.ondata(null, new Uint8Array(), true));

  protected override process(chunk: Uint8Array, final: boolean): void {
    this.#deflate.write(chunk);
    if (final) this.#deflate.end();
  }

  written(): Promise<void> {
    return finished(this.#deflate);
  }
}

/**
 * fflate reads the parts of a time in the machine's own zone, so this is the time that shows there what the study's
 * wall clock shows.
 */
function localDate(at: Date, zone: string): Date {
  const wall = new Date(wallTime(at, zone));
  return new Date(
    wall.getUTCFullYear(),
    wall.getUTCMonth(),
    wall.getUTCDate(),
    wall.getUTCHours(),
    wall.getUTCMinutes(),
    wall.getUTCSeconds(),
  );
}
