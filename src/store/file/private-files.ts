import { chmodSync, existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isCopyName, stemOf } from '../../domain/copy-name.ts';

/** Denies other accounts of the machine all access: files hold names beside answers. SQLite's default is 644. */
export const PRIVATE_UMASK = 0o077;

/** Files that the program writes are accessible only to its own account. */
export const FILE_MODE = 0o666 & ~PRIVATE_UMASK;
export const FOLDER_MODE = 0o777 & ~PRIVATE_UMASK;

const STICKY = 0o1000;

/** A file or folder that stays accessible to others, and why. */
export interface StillOpen {
  readonly path: string;
  readonly error: unknown;
}

/**
 * Closes to other accounts of the machine what earlier versions wrote: the database, the files named after it beside it
 * (SQLite's files, the lock, a rehearsal's chats), its copies, and a folder that holds nothing else. A folder with
 * other files stays as it is: others may be meant to read them.
 *
 * @param source the database's file
 * @param folder where its copies are kept
 * @returns what could not be closed; that keeps no program from starting
 */
export function closeToOthers({
  source,
  folder,
}: {
  readonly source: string;
  readonly folder: string;
}): StillOpen[] {
  // Where the path is a link, SQLite keeps its files beside the real file.
  const file = existsSync(source) ? realpathSync(source) : resolve(source);
  const shelf = resolve(folder);
  const folders = [...new Set([dirname(file), shelf])];
  const isOwn = (path: string) => path === shelf || isOf(basename(file), basename(path));
  return folders.flatMap((each) => {
    const paths = pathsIn(each);
    const own = paths.filter(isOwn);
    // A rehearsal keeps its files in a folder beside the database.
    const within = own.filter((path) => path !== shelf).flatMap(pathsIn);
    const holdsNothingElse = own.length > 0 && own.length === paths.length;
    return [...own, ...within, ...(holdsNothingElse ? [each] : [])].flatMap(close);
  });
}

/**
 * Whether a file belongs to a database, by its name: `hamray.sqlite`, `hamray.sqlite-wal`,
 * `hamray-2026-12-01-101500.sqlite`.
 */
function isOf(database: string, name: string): boolean {
  if (name === database || name.startsWith(`${database}-`) || name.startsWith(`${database}.`)) return true;
  const [copy] = name.split(/(?<=\.sqlite)(?=[.-])/);
  return isCopyName(copy!, stemOf(database));
}

function close(path: string): StillOpen[] {
  try {
    const before = lstatSync(path);
    // The target of a link is somebody else's; and where everybody may write, as in /tmp, that is intended.
    if (before.isSymbolicLink() || (before.mode & STICKY) !== 0 || !isOpen(before)) return [];
    chmodSync(path, before.mode & 0o7777 & ~PRIVATE_UMASK);
    // Some file systems have no modes, and ignore the change without an error.
    return isOpen(lstatSync(path)) ? [{ path, error: new Error('the mode did not change') }] : [];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : [{ path, error }];
  }
}

function isOpen({ mode }: { readonly mode: number }): boolean {
  return (mode & PRIVATE_UMASK) !== 0;
}

/** An unreadable folder is skipped: where it matters, the start reports it by itself. */
function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
