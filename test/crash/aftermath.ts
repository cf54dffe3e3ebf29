import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { Sqlite } from '../../src/store/file/sqlite.ts';

/** What a killed program left on its disk. */
export interface Aftermath {
  /** Updates that it had carried out. */
  readonly handledUpdates: ReadonlySet<number>;
  /** Sends that it had begun and not noted. */
  readonly sending: readonly { readonly key: string; readonly kind: string; readonly userId: number }[];
  /** Whose card was behind. */
  readonly lagging: ReadonlySet<number>;
  /** Whether a round was closed, and its verdicts not all written. */
  readonly judging: boolean;
}

/** Reads a copy, as the next run would find it; the files themselves stay as the kill left them. */
export function readAftermath(file: string): Aftermath {
  return readCopy(file, (db) => ({
    handledUpdates: new Set(db.prepare('SELECT update_id FROM handled_updates').pluck().all() as number[]),
    sending: db
      .prepare(
        `SELECT o.key, o.kind, a.user_id AS userId FROM outbox o JOIN accounts a ON a.id = o.account_id
         WHERE o.state = 'sending'`,
      )
      .all() as Aftermath['sending'],
    lagging: new Set(
      db
        .prepare(
          `SELECT a.user_id FROM questionnaires q JOIN accounts a ON a.id = q.card_account_id
           WHERE q.card_version <> q.card_shown_version`,
        )
        .pluck()
        .all() as number[],
    ),
    judging: db.prepare("SELECT count(*) FROM rounds WHERE state = 'closed'").pluck().get() !== 0,
  }));
}

/** Reads a copy of a database that nobody has open. */
export function readCopy<Read>(file: string, read: (db: BetterSqlite3.Database) => Read): Read {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-aftermath-'));
  const copy = join(folder, 'copy.sqlite');
  try {
    for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part);
    const db = new Sqlite(copy);
    try {
      return read(db);
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
