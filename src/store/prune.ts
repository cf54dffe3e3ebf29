import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { type Reference, referencesTo } from './references.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How many days data that nothing needs any more is kept. docs/operations.md tells people about it. */
const KEPT_DAYS = {
  /** No messenger redelivers an update after more than a day. */
  handledUpdates: 2,
  /** The fact that an answer was sent, without its words. */
  answersSent: 7,
  jobs: 7,
  /** Previews that were never decided, and answers that no messenger took. */
  previews: 30,
  answersRefused: 30,
  /** Dialogs begun and not finished, and texts whose writers never said what they are. */
  dialogs: 30,
  /** Messengers allow edits for two days. */
  sentTexts: 3,
  /** Documents for people who cannot be reached. */
  files: 30,
  /** Undecided wishes to join a study. */
  joinRequests: 30,
  /** People who wrote to the bot and take part in nothing. */
  strangers: 30,
  /** Long enough to investigate a bug. */
  failedUpdates: 30,
} as const;

/** So few that presses do not wait: a previewed workbook may have a megabyte. */
const LARGE_ROWS_AT_ONCE = 20;
const SMALL_ROWS_AT_ONCE = 1000;

/**
 * Deletes what is no longer needed, a part at a time. Messages that went out by themselves stay: their keys prevent a
 * reminder from being queued twice.
 *
 * @returns whether there is more to delete
 */
export function pruneOnce(tx: Transaction, at: Date): boolean {
  const before = (days: number) => at.getTime() - days * DAY;
  return prunings(tx)
    .map(({ days, limit, statement }) => statement.run(before(days), limit).changes === limit)
    .some(Boolean);
}

const isUnreferenced = ({ table, column }: Reference) =>
  `NOT EXISTS (SELECT 1 FROM ${table} r WHERE r.${column} = accounts.id)`;

const prunings = prepared(({ $client }) => {
  const deleteFrom = (table: string, which: string, days: number, limit: number) => ({
    days,
    limit,
    statement: $client.prepare<[number, number]>(
      `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${which} LIMIT ?)`,
    ),
  });
  const { handledUpdates, answersSent, answersRefused, jobs, previews, dialogs, sentTexts, files } =
    KEPT_DAYS;
  const { joinRequests, strangers } = KEPT_DAYS;
  const unused = ['menu IS NULL', ...referencesTo({ $client }, 'accounts').map(isUnreferenced)].join(' AND ');
  return [
    deleteFrom('handled_updates', 'at < ?', handledUpdates, SMALL_ROWS_AT_ONCE),
    deleteFrom(
      'outbox',
      `priority = 0 AND sent_at < ? AND state <> 'parked'`,
      answersSent,
      SMALL_ROWS_AT_ONCE,
    ),
    deleteFrom('outbox', 'priority = 0 AND sent_at < ?', answersRefused, SMALL_ROWS_AT_ONCE),
    // Their recipients cannot be reached; an unsent file is deleted with the message that would have carried it.
    deleteFrom(
      'outbox',
      `state IN ('waiting', 'sending') AND priority = 0 AND kind IN ('document', 'rehearsal-card') AND created_at < ?`,
      files,
      SMALL_ROWS_AT_ONCE,
    ),
    deleteFrom('files', 'created_at < ?', files, LARGE_ROWS_AT_ONCE),
    deleteFrom('jobs', `state <> 'queued' AND finished_at < ?`, jobs, SMALL_ROWS_AT_ONCE),
    deleteFrom('previews', 'created_at < ?', previews, LARGE_ROWS_AT_ONCE),
    deleteFrom('dialogs', 'started_at < ?', dialogs, SMALL_ROWS_AT_ONCE),
    deleteFrom('sent_texts', 'at < ? AND text IS NULL', sentTexts, SMALL_ROWS_AT_ONCE),
    deleteFrom('sent_texts', 'at < ? AND text IS NOT NULL', dialogs, SMALL_ROWS_AT_ONCE),
    deleteFrom('failed_updates', 'at < ?', KEPT_DAYS.failedUpdates, LARGE_ROWS_AT_ONCE),
    deleteFrom('join_requests', `state = 'waiting' AND asked_at < ?`, joinRequests, SMALL_ROWS_AT_ONCE),
    deleteFrom('accounts', `created_at < ? AND ${unused}`, strangers, SMALL_ROWS_AT_ONCE),
    deleteFrom('messenger_pauses', '"until" < ?', 0, SMALL_ROWS_AT_ONCE),
  ];
});
