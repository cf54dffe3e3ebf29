import { InputFile } from 'grammy';

/** A body of `multipart/form-data`. */
export interface Multipart {
  readonly contentType: string;
  /** In bytes; null where a file is read only while it is sent. */
  readonly length: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

type Bytes = Uint8Array | AsyncIterable<Uint8Array>;

/** Whether a call carries a file. */
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
    length: lengthOf(pieces),
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
  const { fileData } = file as unknown as { fileData: unknown };
  return fileData instanceof Uint8Array ? fileData : readInTurn(file);
}

/** Opened only when its turn comes: a file that failed before would have nobody to hear of it, and stay open. */
async function* readInTurn(file: InputFile): AsyncIterable<Uint8Array> {
  yield* (await file.toRaw()) as AsyncIterable<Uint8Array>;
}

/** As browsers do; a document's name has none of these (`domain/document-name`). */
function quotable(name: string): string {
  return name.replace(/["\r\n]/g, (sign) => encodeURIComponent(sign));
}

function lengthOf(pieces: readonly Bytes[]): number | null {
  let length = 0;
  for (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) return null;
    length += piece.length;
  }
  return length;
}

async function* chunksOf(pieces: readonly Bytes[]): AsyncIterable<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else yield* piece;
  }
}
