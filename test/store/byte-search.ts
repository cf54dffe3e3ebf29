import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What to look for: a text as it is written, or a whole number as text and as SQLite stores it. */
export type Needle = string | number;

/**
 * Looks through every byte of every file of a folder, the database's free pages, its WAL and what lies beside it.
 *
 * @returns what was found, as `file: needle`
 */
export function searchBytes(folder: string, needles: readonly Needle[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, path: join(folder, name) }))
    .filter(({ path }) => statSync(path).isFile())
    .flatMap(({ name, path }) => {
      const bytes = readFileSync(path);
      return needles.filter((needle) => isIn(bytes, needle)).map((needle) => `${name}: ${needle}`);
    });
}

function isIn(bytes: Buffer, needle: Needle): boolean {
  if (typeof needle === 'string') return bytes.includes(needle);
  return bytes.includes(String(needle)) || bytes.includes(asStored(needle));
}

/** Six bytes, the highest first, as a row holds a number from 2³¹ to 2⁴⁷. */
function asStored(number: number): Buffer {
  if (number < 2 ** 31 || number >= 2 ** 47) throw new Error(`${number} is not stored in six bytes`);
  const bytes = Buffer.alloc(6);
  bytes.writeIntBE(number, 0, 6);
  return bytes;
}
