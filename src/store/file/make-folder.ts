import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { FOLDER_MODE } from './private-files.ts';

/**
 * Creates a folder and its missing parents, accessible to this account only. One by one, as Node's `recursive` never
 * returns where a file system reports a folder just created as missing, as /proc does.
 *
 * @param path absolute
 * @throws where one cannot be created
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, FOLDER_MODE);
  } catch (error) {
    // Another program may have created it first.
    if (!existsSync(path)) throw error;
  }
}
