import { closeSync, openSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';

/** A full disk may have room again by the time something is to be written. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Makes a folder where there is none, and tries whether files can be made in it: rights alone do not tell, for a disk
 * that is mounted read-only has them too.
 *
 * @returns the system's code of what refuses, such as `EACCES`; null where nothing but room may be missing
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
