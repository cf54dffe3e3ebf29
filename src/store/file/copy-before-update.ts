import { existsSync } from 'node:fs';
import { copyDatabase } from './copy-database.ts';
import { projectFolder } from './database.ts';
import { isOutdated, UnusableDatabase } from './database-fault.ts';
import { type CopyShelf, clearShelf, placeOnShelf } from './kept-copies.ts';
import { Sqlite } from './sqlite.ts';

/** The database is left unchanged: a migration without a copy could not be undone. */
export class NoCopyBeforeUpdate extends Error {
  override readonly name = 'NoCopyBeforeUpdate';
}

/**
 * Copies a database that is about to be migrated to a newer schema; a new one, or one that is up to date, is not
 * copied. No other program may be using it.
 *
 * @returns the copy's path; null where none was needed
 * @throws UnusableDatabase where the database is not sound; NoCopyBeforeUpdate where the disk refuses the copy
 */
export async function copyBeforeUpdate(
  shelf: CopyShelf,
  at: Date,
  migrations = projectFolder('migrations'),
): Promise<string | null> {
  if (!existsSync(shelf.source) || !needsUpdate(shelf.source, migrations)) return null;
  try {
    const target = placeOnShelf(shelf, 'before-update', at);
    await copyDatabase({ source: shelf.source, target, migrations });
    clearShelf(shelf, 'before-update', target);
    return target;
  } catch (error) {
    if (error instanceof UnusableDatabase) throw error;
    const why = (error as { code?: string }).code ?? (error as Error).message;
    throw new NoCopyBeforeUpdate(
      `the database cannot be copied there before it is brought up to date (${why}), expected a folder with room for it`,
      { cause: error },
    );
  }
}

function needsUpdate(file: string, migrations: string): boolean {
  const client = new Sqlite(file, { readonly: true });
  try {
    return isOutdated(client, migrations);
  } finally {
    client.close();
  }
}
