import { setImmediate } from 'node:timers/promises';
import { InputFile } from 'grammy';

/** A body of `multipart/form-data`. */
export interface Multipart {
  readonly contentType: string;
  /** In bytes. */
  readonly length: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A file that is read while it is sent, each time anew. It is opened only when its turn comes. */
export class SizedFile extends InputFile {
  readonly size: number;
  readonly read: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

  constructor(name: string, size: number, read: SizedFile['read']) {
    super(read, name);
    this.size = size;
    this.read = read;
  }
}

type Bytes = Uint8Array | SizedFile;

/** Whether a call carries a file: its bytes, or a `SizedFile`. */
export function hasFile(payload: object): boolean {
  return Object.values(payload).some((value) => value instanceof InputFile);
}

/**
 * A call's parameters with their files, as browsers write a form (RFC 7578): a file's name stands in quotes and in
 * UTF-8. grammY writes it bare, and common parsers lose it, or the file, where it has spaces or Persian letters in it.
 *
 * @param boundary occurs in no file
 */
export function multipartOf(payload: object, boundary: string): Multipart {
  const given = Object.entries(payload).filter(([, value]) => value !== undefined && value !== null);
  const parts = given.flatMap(([name, value]) => partOf(name, value, boundary));
  const pieces: Bytes[] = [...parts, Buffer.from(`--${boundary}--\r\n`)];
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: pieces.reduce((length, piece) => length + lengthOf(piece), 0),
    chunks: chunksOf(pieces),
  };
}

function partOf(name: string, value: unknown, boundary: string): Bytes[] {
  const disposition = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
  if (!(value instanceof InputFile)) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return [Buffer.from(`${disposition}\r\n\r\n${text}\r\n`)];
  }
  const file = `filename="${quotable(value.filename ?? name)}"\r\nContent-Type: application/octet-stream`;
  return [Buffer.from(`${disposition}; ${file}\r\n\r\n`), bytesOf(value), Buffer.from('\r\n')];
}

function bytesOf(file: InputFile): Bytes {
  return file instanceof SizedFile ? file : (file as unknown as { fileData: Uint8Array }).fileData;
}

/** As browsers do; a document's name has none of these (`domain/document-name`). */
function quotable(name: string): string {
  return name.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));
}

function lengthOf(piece: Bytes): number {
  return piece instanceof SizedFile ? piece.size : piece.length;
}

async function* chunksOf(pieces: readonly Bytes[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof SizedFile) yield* inTurns(piece.read());
    else yield piece;
  }
}

/** On a fast line a file would leave in one turn of the event loop, and presses wait for it. */
async function* inTurns(chunks: ReturnType<SizedFile['read']>): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    await setImmediate();
  }
}
