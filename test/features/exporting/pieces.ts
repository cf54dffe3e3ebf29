/** Joins the pieces of a text file. */
export async function joined(pieces: Iterable<string> | AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

export async function* slices<T>(...each: readonly T[]): AsyncGenerator<T> {
  yield* each;
}
