import { loadState, saveState } from '../program-state.ts';
import type { Database } from './database.ts';

/** What a database is for: a live study, or a rehearsal with invented experts. */
export type DatabaseUse = 'live' | 'rehearsal';

const USE = 'database_use';

/**
 * Records what a new database is for.
 *
 * @returns what an existing one is for, where that differs: it must not be used then
 */
export function claimDatabase(db: Database, use: DatabaseUse): DatabaseUse | null {
  const known = loadDatabaseUse(db);
  if (known === null) saveState(db, USE, use);
  return known === use ? null : known;
}

/** What a database is for; null: not recorded yet. */
export function loadDatabaseUse(db: Database): DatabaseUse | null {
  return (loadState(db, USE) as DatabaseUse | undefined) ?? null;
}
