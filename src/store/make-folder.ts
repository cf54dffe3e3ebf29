import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing. One by one: Node's own `recursive` goes on for ever where a file
 * system says of a new folder that it is not there, as /proc does.
 *
 * @param path absolute
 * @throws where one cannot be made
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another program may have been faster.
    if (!existsSync(path)) throw error;
  }
}
