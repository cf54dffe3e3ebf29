import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FOLDER_MODE } from './private-files.ts';

/**
 * Makes a folder and those above it that are missing, for this account alone. One by one: Node's own `recursive` goes on for ever where a file
 * system says of a new folder that it is not there, as /proc does.
 *
 * @param path absolute
 * @throws where one cannot be made
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, FOLDER_MODE);
  } catch (error) {
    // Another program may have been faster.
    if (!existsSync(path)) throw error;
  }
}
