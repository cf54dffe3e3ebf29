import type { Database } from '../../src/store/file/database.ts';

type Values = Readonly<Record<string, unknown>>;

/** A row of the database, and what it had become where it changed. */
export interface Changed {
  readonly table: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

/** Whose a row is, as far as its columns and the rows that it points at say. */
export interface Owner {
  readonly studyId: number | null;
  readonly expertId: number | null;
  readonly accountId: number | null;
}

/** The whole database as it stood at one moment. */
export interface Snapshot {
  /** Rows that are other ones now, or gone, or new. */
  changes(): Changed[];
  /** Puts every row back as it was. */
  restore(): void;
  ownerOf(table: string, row: Values): Owner;
  /** A row as it stood. */
  row(table: string, id: number): Values | null;
}

interface Shape {
  readonly table: string;
  /** The columns that tell a row: writing the file anew may change the ids that SQLite gives by itself. */
  readonly key: readonly string[];
  readonly parents: readonly { readonly from: string; readonly table: string }[];
}

const TOUCHED = `CREATE TEMP TABLE IF NOT EXISTS touched (name TEXT, key TEXT, PRIMARY KEY (name, key)) WITHOUT ROWID`;

/**
 * Remembers a database row by row. Triggers of this connection, the program's own, note which rows are written from now on,
 * so that looking for changes costs as much as there are.
 *
 * @param without tables that are passed over
 */
export function takeSnapshot({ $client }: Database, without: ReadonlySet<string>): Snapshot {
  const shapes = shapesOf($client).filter(({ table }) => !without.has(table));
  const load = ({ table, key }: Shape) =>
    new Map(
      ($client.prepare(`SELECT ${keyOf(key)} AS key_, * FROM "${table}"`).all() as Keyed[]).map(
        ({ key_, ...row }) => [key_, row as Values],
      ),
    );
  const before = new Map(shapes.map((shape) => [shape.table, load(shape)]));
  const given = $client.prepare('SELECT name, seq FROM sqlite_sequence').all() as {
    name: string;
    seq: number;
  }[];
  const reads = new Map(
    shapes.map(({ table, key }) => [table, $client.prepare(`SELECT * FROM "${table}" WHERE ${hasKey(key)}`)]),
  );
  const deletes = new Map(
    shapes.map(({ table, key }) => [table, $client.prepare(`DELETE FROM "${table}" WHERE ${hasKey(key)}`)]),
  );
  const parents = new Map(shapes.map((shape) => [shape.table, shape.parents]));
  $client.exec(TOUCHED);
  for (const shape of shapes) watch($client, shape);
  $client.exec('DELETE FROM temp.touched');

  const ownerOf = (table: string, row: Values): Owner => {
    const above = (parents.get(table) ?? [])
      .filter((parent) => parent.table !== 'accounts' && row[parent.from] !== null)
      .map((parent) => {
        const id = JSON.stringify([row[parent.from]]);
        const found = reads.get(parent.table)?.get({ key: id }) ?? before.get(parent.table)?.get(id);
        return found ? ownerOf(parent.table, found as Values) : null;
      });
    const first = (name: keyof Owner) => above.find((owner) => (owner?.[name] ?? null) !== null)?.[name];
    const own = (column: string) => (row[column] as number | null | undefined) ?? null;
    return {
      studyId: (table === 'studies' ? own('id') : own('study_id')) ?? first('studyId') ?? null,
      expertId: (table === 'experts' ? own('id') : own('expert_id')) ?? first('expertId') ?? null,
      accountId: (table === 'accounts' ? own('id') : own('account_id')) ?? null,
    };
  };
  const touched = () =>
    $client.prepare('SELECT name AS "table", key FROM temp.touched').all() as {
      table: string;
      key: string;
    }[];

  return {
    ownerOf,
    row: (table, id) => before.get(table)?.get(JSON.stringify([id])) ?? null,
    changes: () =>
      touched().flatMap(({ table, key }) => {
        const was = before.get(table)!.get(key) ?? null;
        const is = (reads.get(table)!.get({ key }) as Values | undefined) ?? null;
        return isSame(was, is) ? [] : [{ table, before: was, after: is }];
      }),
    restore() {
      const rows = touched();
      if (rows.length === 0) return;
      $client.pragma('foreign_keys = OFF');
      $client.transaction(() => {
        for (const { table, key } of rows) deletes.get(table)!.run({ key });
        for (const { table, key } of rows) {
          const row = before.get(table)!.get(key);
          if (!row) continue;
          const columns = Object.keys(row);
          const named = columns.map((name) => `"${name}"`).join(',');
          const places = columns.map(() => '?').join(',');
          const insert = $client.prepare(`INSERT INTO "${table}" (${named}) VALUES (${places})`);
          insert.run(...columns.map((name) => row[name]));
        }
        // The same ids come again.
        for (const { name, seq } of given)
          $client.prepare('UPDATE sqlite_sequence SET seq = ? WHERE name = ?').run(seq, name);
        $client.exec('DELETE FROM temp.touched');
      })();
      $client.pragma('foreign_keys = ON');
    },
  };
}

type Keyed = Values & { readonly key_: string };

/** @param of the row that a trigger is about */
function keyOf(key: readonly string[], of = ''): string {
  return `json_array(${key.map((column) => `${of}"${column}"`).join(',')})`;
}

function hasKey(key: readonly string[]): string {
  return key.map((column, at) => `"${column}" = @key ->> ${at}`).join(' AND ');
}

function watch($client: Database['$client'], { table, key }: Shape): void {
  // An upsert would take «OR IGNORE» for its own way with conflicts.
  const note = (row: 'OLD' | 'NEW') =>
    `INSERT INTO touched SELECT '${table}', ${keyOf(key, `${row}.`)}
     WHERE NOT EXISTS (SELECT 1 FROM touched WHERE name = '${table}' AND key = ${keyOf(key, `${row}.`)});`;
  const notes = { INSERT: note('NEW'), UPDATE: note('OLD') + note('NEW'), DELETE: note('OLD') };
  for (const [event, body] of Object.entries(notes)) {
    $client.exec(
      `CREATE TEMP TRIGGER IF NOT EXISTS "watch_${table}_${event}" AFTER ${event} ON main."${table}" BEGIN ${body} END`,
    );
  }
}

function isSame(one: Values | null, other: Values | null): boolean {
  if (!one || !other) return one === other;
  return Object.keys(one).every((name) => {
    const [a, b] = [one[name], other[name]];
    return a === b || (Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b));
  });
}

function shapesOf($client: Database['$client']): Shape[] {
  const names = $client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .pluck()
    .all() as string[];
  return names
    .filter((name) => !name.startsWith('__'))
    .map((table) => ({
      table,
      key: ($client.pragma(`table_info("${table}")`) as { name: string; pk: number }[])
        .filter(({ pk }) => pk > 0)
        .map(({ name }) => name),
      parents: $client.pragma(`foreign_key_list("${table}")`) as { from: string; table: string }[],
    }));
}
