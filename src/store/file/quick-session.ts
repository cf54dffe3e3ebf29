import type { Statement } from 'better-sqlite3';
import { Column, is, Param, Placeholder } from 'drizzle-orm';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';

type Session = BetterSQLiteSession<never, never>;
type Fields = NonNullable<Parameters<Session['prepareQuery']>[1]>;
type Row = readonly unknown[];
type Decoder = Pick<Column, 'mapFromDriverValue'>;

/**
 * drizzle's session, which reads the rows of its selects several times as fast: drizzle asks of each argument, and of
 * each column of each row, anew what it is, and takes longer for that than SQLite does to find the row. Here it is asked
 * once a statement.
 */
export class QuickSession extends BetterSQLiteSession<never, never> {
  override prepareQuery: Session['prepareQuery'] = (...args) => {
    const [query, fields, , , customMapper] = args;
    const prepared = super.prepareQuery<never>(...args);
    if (!fields || customMapper) return prepared;
    const { stmt } = prepared as unknown as { stmt: Statement<unknown[], Row> };
    stmt.raw();
    const bind = binderOf(query.params);
    let reader: ((row: Row) => unknown) | undefined;
    const read = (row: Row) => {
      reader ??= readerOf(fields, prepared as unknown as Joined);
      return reader(row) as never;
    };
    return Object.assign(prepared, {
      get(values: Values = {}) {
        const row = stmt.get(...bind(values));
        return row && read(row);
      },
      all: (values: Values = {}) => stmt.all(...bind(values)).map(read) as never,
    });
  };
}

type Values = Readonly<Record<string, unknown>>;

/** Puts values in the places of a statement's arguments. @throws where one is missing */
function binderOf(params: readonly unknown[]): (values: Values) => unknown[] {
  const valueFor = ({ name }: Placeholder, values: Values) => {
    if (!(name in values)) throw new Error(`No value for placeholder "${name}" was provided`);
    return values[name];
  };
  const places = params.map((param): ((values: Values) => unknown) => {
    if (is(param, Placeholder)) return (values) => valueFor(param, values);
    if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
    const { encoder, value } = param;
    return (values) => encoder.mapToDriverValue(valueFor(value, values));
  });
  return (values) => places.map((place) => place(values));
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
