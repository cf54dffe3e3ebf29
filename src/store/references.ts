import type { Transaction } from './file/database.ts';

/** A column whose rows point at rows of some table. */
export interface Reference {
  readonly table: string;
  readonly column: string;
}

/** All columns that point at a table's rows: those of versions to come too. */
export function referencesTo({ $client }: Pick<Transaction, '$client'>, table: string): Reference[] {
  return $client
    .prepare<[string], Reference>(
      `SELECT m.name AS "table", f."from" AS "column" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
       WHERE m.type = 'table' AND f."table" = ?`,
    )
    .all(table);
}
