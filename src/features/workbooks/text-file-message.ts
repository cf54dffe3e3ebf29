/**
 * A list as a text file: UTF-8 with a BOM, which Windows' editors need to see Persian, and lines ended as they expect.
 */
export function textFile(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}
