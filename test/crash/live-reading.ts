import type BetterSqlite3 from 'better-sqlite3';
import { Sqlite } from '../../src/store/file/sqlite.ts';

export interface RoundState {
  readonly id: number;
  readonly number: number;
  readonly state: 'open' | 'closed' | 'judged';
  readonly deadline: number;
}

/** Reads the database of a program that is running. */
function readLive<Read>(file: string, read: (db: BetterSqlite3.Database) => Read): Read {
  const db = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

export function newestRound(file: string): RoundState | null {
  return readLive(
    file,
    (db) =>
      (db.prepare('SELECT id, number, state, deadline FROM rounds ORDER BY id DESC LIMIT 1').get() ??
        null) as RoundState | null,
  );
}

/** Whether nothing waits to leave: no message that is due, and no card that lags. */
export function isAllDelivered(file: string): boolean {
  return readLive(file, (db) => {
    const waiting = db.prepare("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')");
    // A round that is judged may have closing cards to draw.
    const running = db.prepare("SELECT count(*) FROM jobs WHERE state = 'queued'");
    const lagging = db.prepare(
      `SELECT count(*) FROM questionnaires
       WHERE card_version <> card_shown_version AND card_account_id IS NOT NULL`,
    );
    return [running, waiting, lagging].every((statement) => statement.pluck().get() === 0);
  });
}

/** Whether the newest round's facilitator has reminded. */
export function wasReminded(file: string): boolean {
  const sql = `SELECT count(*) FROM events WHERE kind = 'round.reminded'
               AND json_extract(details, '$.round') = (SELECT max(number) FROM rounds)`;
  return readLive(file, (db) => db.prepare(sql).pluck().get() !== 0);
}

export function isStudyFinished(file: string): boolean {
  return readLive(file, (db) => db.prepare('SELECT state FROM studies').pluck().get() === 'finished');
}
