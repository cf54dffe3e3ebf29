import { Column, is } from 'drizzle-orm';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';

type Session = BetterSQLiteSession<never, never>;
type Fields = NonNullable<Parameters<Session['prepareQuery']>[1]>;
type Row = readonly unknown[];
type Decoder = Pick<Column, 'mapFromDriverValue'>;

/**
 * drizzle's session, which reads the rows of its selects several times as fast: drizzle asks of each column of each row
 * anew what it is, and takes longer for that than SQLite does to find the row. Here it is asked once a statement.
 */
export class QuickSession extends BetterSQLiteSession<never, never> {
  override prepareQuery: Session['prepareQuery'] = (...args) => {
    const [query, fields, method, isInArrays, customMapper, ...rest] = args;
    if (!fields || customMapper) return super.prepareQuery(...args);
    let read: ((row: Row) => unknown) | undefined;
    const readAll = (rows: readonly Row[]) => {
      read ??= readerOf(fields, prepared as unknown as Joined);
      return rows.map(read);
    };
    const prepared = super.prepareQuery<never>(query, fields, method, isInArrays, readAll, ...rest);
    const getFirst = prepared.get.bind(prepared);
    return Object.assign(prepared, {
      get: (values?: Record<string, unknown>) => (getFirst(values) as unknown[] | undefined)?.[0] as never,
    });
  };
}

/** What drizzle notes on a statement: by table, whether a row always has it. */
interface Joined {
  readonly joinsNotNullableMap?: Readonly<Record<string, boolean>>;
}

/** Makes an object of a row: the path of a field is its name, or that of its table and its own. */
function readerOf(fields: Fields, { joinsNotNullableMap = {} }: Joined): (row: Row) => unknown {
  const columns = fields.map(({ path, field }) => ({
    within: path.length === 1 ? null : path[0]!,
    name: path.at(-1)!,
    decoder: decoderOf(field),
  }));
  if (columns.some(({ within }) => within) && Object.values(joinsNotNullableMap).includes(false))
    throw new Error(
      'of an outer join each column is selected by itself: here a missing table would be all nulls',
    );
  return (row) => {
    const read: Record<string, unknown> = {};
    for (let at = 0; at < columns.length; at += 1) {
      const { within, name, decoder } = columns[at]!;
      const raw = row[at];
      const value = raw === null || decoder === null ? raw : decoder.mapFromDriverValue(raw);
      if (within === null) read[name] = value;
      else {
        read[within] ??= {};
        (read[within] as Record<string, unknown>)[name] = value;
      }
    }
    return read;
  };
}

/** @returns null where what SQLite gives is what is meant */
function decoderOf(field: Fields[number]['field']): Decoder | null {
  if (is(field, Column))
    return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? null : field;
  const { sql = field, decoder } = field as { sql?: unknown; decoder?: Decoder };
  return decoder ?? (sql as { decoder: Decoder }).decoder;
}
