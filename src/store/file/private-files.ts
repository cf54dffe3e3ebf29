import { chmodSync, existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isCopyName, stemOf } from '../../domain/copy-name.ts';

/** What other accounts of the machine may not: files hold names beside answers. SQLite takes 644 where nothing says so. */
export const PRIVATE_UMASK = 0o077;

/** What the program writes is for the account that it runs under alone. */
export const FILE_MODE = 0o666 & ~PRIVATE_UMASK;
export const FOLDER_MODE = 0o777 & ~PRIVATE_UMASK;

const STICKY = 0o1000;

/** A file or folder that stays open to others, and why. */
export interface StillOpen {
  readonly path: string;
  readonly error: unknown;
}

/**
 * Closes what earlier versions wrote to the machine's other accounts: the database, what lies beside it under its name
 * (SQLite's files, the lock, a rehearsal's chats), its copies, and a folder that holds nothing else. A folder with other
 * files stays as it is: others may be meant to read them.
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
  // SQLite keeps what lies beside a database beside the file itself, where a link leads to it.
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

/** Whether a file belongs to a database by its name: `hamray.sqlite`, `hamray.sqlite-wal`, `hamray-2026-12-01-101500.sqlite`. */
function isOf(database: string, name: string): boolean {
  if (name === database || name.startsWith(`${database}-`) || name.startsWith(`${database}.`)) return true;
  const [copy] = name.split(/(?<=\.sqlite)(?=[.-])/);
  return isCopyName(copy!, stemOf(database));
}

function close(path: string): StillOpen[] {
  try {
    const before = lstatSync(path);
    // What a link leads to is somebody else's; and where everybody may write, as in /tmp, others are meant to.
    if (before.isSymbolicLink() || (before.mode & STICKY) !== 0 || !isOpen(before)) return [];
    chmodSync(path, before.mode & 0o7777 & ~PRIVATE_UMASK);
    // Some file systems know no modes, and say nothing.
    return isOpen(lstatSync(path)) ? [{ path, error: new Error('the mode did not change') }] : [];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : [{ path, error }];
  }
}

function isOpen({ mode }: { readonly mode: number }): boolean {
  return (mode & PRIVATE_UMASK) !== 0;
}

/** Whatever cannot be read has nothing closed in it: where that matters, the start says so by itself. */
function pathsIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
