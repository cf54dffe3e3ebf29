import type BetterSqlite3 from 'better-sqlite3';
import { logEvent } from '../events.ts';
import { type Database, transact } from './database.ts';

/** What a restored database had to learn about the time after its copy. */
export interface Settled {
  /** The last moment that it knows of; null: nothing has ever happened in it. */
  readonly until: Date | null;
  /** Open rounds whose deadline has passed since: they close at the next start, unless it is moved. */
  readonly overdueRounds: number;
  /** Whether the database being replaced could tell what has been sent since. */
  readonly knowsWhatWasSent: boolean;
}

/** More than any table grows by between a copy and its restore. */
const IDS_SKIPPED = 10_000_000;

/**
 * Settles a restored database with a world that has moved on; docs/decisions/0008-backups.md tells why. Waiting
 * messages are taken as sent or not from the database being replaced, or else as sends that were cut off; cards are
 * edited again; jobs that somebody waited for are given up; ids given out since the copy, which stand in buttons, are
 * never given out again.
 *
 * @param present the file of the database that it replaces, if there is one that can be read
 */
export function settleRestored(db: Database, present: string | null, at: Date): Settled {
  const client = db.$client;
  const until = lastMoment(client);
  const knowsWhatWasSent = present !== null && tellOfPresent(db, present, at);
  if (!knowsWhatWasSent) transact(db, () => assumeSentMaybe(client, at));
  transact(db, (tx) => {
    client.exec(`UPDATE questionnaires SET card_version = card_version + 1
      WHERE card_account_id IS NOT NULL AND round_id IN (SELECT id FROM rounds WHERE state = 'open')`);
    client
      .prepare(
        `UPDATE jobs SET state = 'failed', error = 'restored', finished_at = ?
         WHERE state = 'queued' AND kind NOT IN ('judge-round', 'open-round', 'forget')`,
      )
      .run(at.getTime());
    skipIds(client);
    const running = client
      .prepare("SELECT id FROM studies WHERE state <> 'finished'")
      .pluck()
      .all() as number[];
    for (const studyId of running) {
      const details = { until: until?.toISOString() ?? null };
      logEvent(tx, { studyId, at, actor: 'program', kind: 'study.restored', details });
    }
  });
  return { until, overdueRounds: countOverdue(client, at), knowsWhatWasSent };
}

/** @returns whether the present database could be read; where it could not, nothing is changed */
function tellOfPresent(db: Database, present: string, at: Date): boolean {
  const client = db.$client;
  try {
    client.prepare('ATTACH ? AS present').run(present);
  } catch {
    return false;
  }
  try {
    transact(db, () => {
      client.exec(`
        UPDATE outbox SET state = p.state, attempts = p.attempts, not_before = p.not_before,
          message_id = p.message_id, sent_at = p.sent_at, error = p.error
        FROM present.outbox p
        WHERE outbox.state IN ('waiting', 'sending') AND ${SAME_MESSAGE}`);
      client.exec(`
        INSERT OR IGNORE INTO reminder_slots (round_id, hours, sent_at)
        SELECT s.round_id, s.hours, s.sent_at FROM present.reminder_slots s
        JOIN present.rounds was ON was.id = s.round_id
        JOIN rounds r ON r.id = was.id AND r.study_id = was.study_id AND r.opened_at = was.opened_at`);
      // If it was itself restored before, ids that it had given out would come again.
      client.exec(`
        UPDATE sqlite_sequence SET seq = max(sqlite_sequence.seq, p.seq) FROM present.sqlite_sequence p
        WHERE p.name = sqlite_sequence.name AND p.name <> 'studies'`);
      // A message that the present database does not know at all means that it is not the one that this was copied
      // from.
      assumeSentMaybe(client, at, `NOT EXISTS (SELECT 1 FROM present.outbox p WHERE ${SAME_MESSAGE})`);
    });
    return true;
  } catch {
    return false;
  } finally {
    client.exec('DETACH present');
  }
}

/** The same message in both databases: ids and keys may coincide by chance, but not together with the moment. */
const SAME_MESSAGE = 'p.id = outbox.id AND p.key = outbox.key AND p.created_at = outbox.created_at';

/**
 * Treats what waited when the copy was made as sends that were cut off; the table of kinds in `delivery` decides which
 * are repeated. Answers to presses of that time are obsolete. What was held back beyond this moment has certainly not
 * been sent.
 */
function assumeSentMaybe(client: BetterSqlite3.Database, at: Date, which = 'true'): void {
  client
    .prepare(
      `UPDATE outbox SET state = 'dropped', error = 'restored', sent_at = ?
       WHERE state IN ('waiting', 'sending') AND kind IN ('reply', 'strip') AND ${which}`,
    )
    .run(at.getTime());
  client
    .prepare(
      `UPDATE outbox SET state = 'sending', attempts = attempts + 1
       WHERE state = 'waiting' AND (not_before IS NULL OR not_before <= ?) AND ${which}`,
    )
    .run(at.getTime());
}

/** Ids of studies are left alone: they stand in the names of their files. */
function skipIds(client: BetterSqlite3.Database): void {
  const tables = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'")
    .pluck()
    .all() as string[];
  const add = client.prepare(
    'INSERT INTO sqlite_sequence (name, seq) SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)',
  );
  const skip = client.prepare('UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ?');
  for (const name of tables.filter((table) => table !== 'studies')) {
    add.run(name, name);
    skip.run(IDS_SKIPPED, name);
  }
}

/** The last moment that a database knows of; null: nothing has ever happened in it. */
export function lastMoment(client: BetterSqlite3.Database): Date | null {
  const last = client
    .prepare(
      `SELECT max(at) FROM (SELECT max(at) AS at FROM events UNION ALL SELECT max(at) FROM handled_updates
       UNION ALL SELECT max(created_at) FROM outbox)`,
    )
    .pluck()
    .get() as number | null;
  return last === null ? null : new Date(last);
}

function countOverdue(client: BetterSqlite3.Database, at: Date): number {
  return client
    .prepare("SELECT count(*) FROM rounds WHERE state = 'open' AND deadline <= ?")
    .pluck()
    .get(at.getTime()) as number;
}
