/** Joins the pieces of a text file. */
export async function joined(pieces: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** Joins the pieces of any other file. */
export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Uint8Array.from(Buffer.concat(chunks));
}

export async function* slices<T>(...each: readonly T[]): AsyncGenerator<T> {
  yield* each;
}
