import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { backupNightAfter } from '../../domain/backup-night.ts';
import { isCopyName, momentOfCopy, stemOf } from '../../domain/copy-name.ts';
import { removeDatabase } from './copy-database.ts';
import type { Transaction } from './database.ts';
import { keepForgottenList, type ListedForgetting } from './forgotten-list.ts';
import type { CopyShelf } from './kept-copies.ts';
import { Sqlite } from './sqlite.ts';

/**
 * Updates the list of removed names, and deletes copies that still hold names whose time has come: of every kind,
 * including those that a restore left beside the database. Otherwise only nightly copies would go, displaced by newer
 * ones.
 *
 * @returns how many were deleted
 */
export function removeTellingCopies(
  tx: Transaction,
  { source, folder, keep, zone }: CopyShelf,
  now: Date,
): number {
  const due = keepForgottenList(tx, { source, folder }).filter(
    ({ at }) => now >= backupNightAfter(new Date(at), keep, zone),
  );
  if (due.length === 0) return 0;
  const folders = new Set([resolve(folder), dirname(resolve(source))]);
  const telling = [...folders]
    .flatMap((each) => readdirSync(each).map((name) => join(each, name)))
    .filter((path) => isCopyName(basename(path), stemOf(basename(source))) && tellsAny(path, due, zone));
  for (const path of telling) removeDatabase(path);
  return telling.length;
}

/** An unreadable copy is judged by its name: made before a removal, it holds what was removed. */
function tellsAny(path: string, due: readonly ListedForgetting[], zone: string): boolean {
  let client: BetterSqlite3.Database | null = null;
  try {
    const opened = new Sqlite(path, { readonly: true, fileMustExist: true });
    client = opened;
    return due.some((listed) => tells(opened, listed));
  } catch {
    const madeAt = momentOfCopy(basename(path), zone);
    return due.some(({ at }) => madeAt === null || madeAt < new Date(at));
  } finally {
    client?.close();
  }
}

/**
 * Whether a copy has a study, and does not know yet that its names are gone from its bytes. Works on any version's
 * schema.
 */
function tells(client: BetterSqlite3.Database, { study, createdAt, expert }: ListedForgetting): boolean {
  const isThere = client.prepare('SELECT 1 FROM studies WHERE id = ? AND created_at = ?');
  if (isThere.get(study, Date.parse(createdAt)) === undefined) return false;
  const columns = client.pragma('table_info(forgettings)') as unknown[];
  if (columns.length === 0) return true;
  const isDone = client.prepare(
    `SELECT 1 FROM forgettings WHERE study_id = ? AND (expert_id IS NULL OR expert_id = ?)
     AND scrubbed_at IS NOT NULL`,
  );
  return isDone.get(study, expert) === undefined;
}
