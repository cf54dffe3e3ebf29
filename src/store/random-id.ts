import { type SQL, sql } from 'drizzle-orm';

/** As many bits as fit a button's data (15 digits) and a double. */
const MASK = 2 ** 49 - 1;

/**
 * The id of a row that a facilitator comes to see while nobody is to be told whose it is: SQLite draws it, so that ids
 * do not rise in the order in which experts wrote. A list of such rows has no order of time either.
 */
export function randomId(): SQL<number> {
  return sql<number>`(random() & ${sql.raw(String(MASK))})`;
}
