import { type SQL, sql } from 'drizzle-orm';

/** As many bits as fit a button's data (15 digits) and a double. */
const MASK = 2 ** 49 - 1;

/**
 * The id of a row that a facilitator sees without being told whose it is: SQLite draws it at random, so that ids do not
 * rise in the order in which experts wrote. A list of such rows is not ordered by time either.
 */
export function randomId(): SQL<number> {
  return sql<number>`(random() & ${sql.raw(String(MASK))})`;
}
