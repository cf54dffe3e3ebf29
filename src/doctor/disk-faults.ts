import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { stemOf, surplusCopies } from '../domain/copy-name.ts';
import { countFailedUpdates } from '../store/failed-updates.ts';
import { openForReading, projectFolder } from '../store/file/database.ts';
import { findDatabaseFault, isOutdated, UnusableDatabase } from '../store/file/database-fault.ts';
import { type DatabaseUse, loadDatabaseUse } from '../store/file/database-use.ts';
import { findFolderFault } from '../store/file/folder-fault.ts';
import type { CopyShelf } from '../store/file/kept-copies.ts';
import { lockDatabaseFile, lockFile } from '../store/file/program-lock.ts';

const MB = 1_000_000;
/** For the WAL, a large export, a day's log. */
const LEAST_ROOM = 200 * MB;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A night that failed is told to the operators; two say that nobody was reached. */
const COPY_IS_LATE_AFTER_MS = 2 * DAY_MS;

/** Types that `statfs` gives to file systems over a network, where SQLite's shared memory does not work. */
const NETWORK_FILE_SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x517b, 'SMB'],
  [0x01021997, '9P, as Windows folders are within WSL'],
]);

/** Whether the program runs on a database file now. Looks only, and leaves no file behind. */
export function isRunning(file: string): boolean {
  if (!existsSync(file) || !existsSync(lockFile(file))) return false;
  const lock = lockDatabaseFile(file);
  lock?.release();
  return lock === null;
}

/** What is wrong with the folders, the room in them, and what lies there. */
export function diskFaults(shelf: CopyShelf, use: DatabaseUse, at: Date): string[] {
  const { source, folder } = shelf;
  const size = existsSync(source) ? statSync(source).size : 0;
  return [
    ...placeFaults(`DATABASE_FILE is \`${source}\``, dirname(resolve(source)), LEAST_ROOM),
    ...placeFaults(`BACKUP_DIR is \`${folder}\``, resolve(folder), LEAST_ROOM + size),
    ...fileSystemFaults(source),
    ...(existsSync(source) ? databaseFaults(source, use) : []),
    ...(isRunning(source) ? copyFaults(shelf, at) : []),
  ];
}

function placeFaults(named: string, folder: string, room: number): string[] {
  const place = nearestFolder(folder);
  const code = findFolderFault(place);
  if (code)
    return [`${named}, which cannot be written (${code}); expected a folder that this program may write to`];
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  return free < room
    ? [`${named}, where ${inMegabytes(free)} are free; expected at least ${inMegabytes(room)}`]
    : [];
}

/** Itself, or the nearest one above it that is there: nothing is made. */
function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

function inMegabytes(bytes: number): string {
  return `${Math.floor(bytes / MB)} MB`;
}

function fileSystemFaults(file: string): string[] {
  const kind = NETWORK_FILE_SYSTEMS.get(statfsSync(nearestFolder(dirname(resolve(file)))).type);
  return kind === undefined
    ? []
    : [
        `DATABASE_FILE is \`${file}\`, on a file system over a network (${kind}); expected a disk of this machine`,
      ];
}

function databaseFaults(file: string, use: DatabaseUse): string[] {
  const named = `DATABASE_FILE is \`${file}\``;
  const migrations = projectFolder('migrations');
  try {
    const fault = findDatabaseFault(file, migrations);
    if (fault) return [`${named}; ${new UnusableDatabase(fault).message}`];
    return contentFaults(file, migrations, use).map((line) => `${named}; ${line}`);
  } catch (error) {
    return [`${named}; it cannot be read (${(error as Error).message}), expected a file of this program`];
  }
}

function contentFaults(file: string, migrations: string, use: DatabaseUse): string[] {
  const db = openForReading(file);
  try {
    // The next start brings it up to date, and copies it first.
    if (isOutdated(db.$client, migrations)) return [];
    const known = loadDatabaseUse(db);
    const failed = countFailedUpdates(db);
    return [
      ...(known !== null && known !== use
        ? [`that is the database of a ${known} program, expected one of its own`]
        : []),
      ...(failed > 0
        ? [
            `${failed} updates failed because of a bug in the program and are kept in failed_updates; report them with their lines of the log`,
          ]
        : []),
    ];
  } finally {
    db.$client.close();
  }
}

/** Where no copy was ever made, the first night is still to come. */
function copyFaults({ source, folder }: CopyShelf, at: Date): string[] {
  if (!existsSync(folder)) return [];
  const newest = surplusCopies(readdirSync(folder), stemOf(basename(source)), 'nightly', 0).at(-1);
  if (newest === undefined) return [];
  const days = Math.floor((at.getTime() - statSync(join(folder, newest)).mtimeMs) / DAY_MS);
  return days * DAY_MS >= COPY_IS_LATE_AFTER_MS
    ? [
        `BACKUP_DIR is \`${folder}\`, whose newest nightly copy is ${days} days old; expected one of last night`,
      ]
    : [];
}
