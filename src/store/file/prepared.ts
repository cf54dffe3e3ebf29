import type { Transaction } from './database.ts';

/**
 * A statement put together and compiled once a database, at its first use: both cost far more than running it. What it
 * is given stands in it as `sql.placeholder('name')`. `get` takes no row but the first, so `limit` is left out: it would
 * be bound, and SQLite compiles a statement anew whenever a limit is bound (15 µs, where reading the row takes 2).
 */
export function prepared<Statement>(prepare: (tx: Transaction) => Statement): (tx: Transaction) => Statement {
  const statements = new WeakMap<object, Statement>();
  return (tx) => {
    const known = statements.get(tx.$client);
    if (known) return known;
    const statement = prepare(tx);
    statements.set(tx.$client, statement);
    return statement;
  };
}
