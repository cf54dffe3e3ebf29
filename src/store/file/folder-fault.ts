import { closeSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** Not a fault of the folder: a full disk may have room again by the time something is written. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Creates a folder if it is missing, and tests whether files can be created in it: permissions alone do not tell, as a
 * disk mounted read-only has them too.
 *
 * @returns the system's error code, such as `EACCES`; null where nothing but room may be missing
 */
export function findFolderFault(folder: string): string | null {
  const trial = join(resolve(folder), `.trial-${process.pid}`);
  try {
    makeFolder(resolve(folder));
    closeSync(openSync(trial, 'w'));
    rmSync(trial, { force: true });
    return null;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return FULL.has(code) ? null : code;
  }
}
