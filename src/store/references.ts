import type { Transaction } from './file/database.ts';

/** A column whose rows refer to rows of some table. */
export interface Reference {
  readonly table: string;
  readonly column: string;
}

/** All columns that refer to a table's rows, including those of future versions. */
export function referencesTo({ $client }: Pick<Transaction, '$client'>, table: string): Reference[] {
  return $client
    .prepare<[string], Reference>(
      `SELECT m.name AS "table", f."from" AS "column" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
       WHERE m.type = 'table' AND f."table" = ?`,
    )
    .all(table);
}
