import type { Transaction } from './database.ts';

/**
 * A statement built and compiled once a database, at its first use: both cost far more than running it. Its arguments
 * are written as `sql.placeholder('name')`. `get` reads only the first row anyway, so leave out `limit`: it would be
 * bound, and SQLite recompiles a statement whenever a limit is bound (15 µs, where reading the row takes 2).
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
