import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { type Reference, referencesTo } from './references.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What nothing asks for any more, and how long it is kept. docs/operations.md tells it to people. */
const KEPT_DAYS = {
  /** No messenger hands an update out again after a day. */
  handledUpdates: 2,
  /** That an answer left, without its words. */
  answersSent: 7,
  jobs: 7,
  /** What somebody was shown and never decided; and an answer that no messenger took. */
  previews: 30,
  answersRefused: 30,
  /** What was begun, and texts that nobody has said what they are. */
  dialogs: 30,
  /** Messengers let a message be edited for two days. */
  sentTexts: 3,
  /** Documents for somebody who cannot be reached. */
  files: 30,
  /** Wishes to join a study that nobody decided. */
  joinRequests: 30,
  /** Of somebody who wrote to the bot and has no part in anything. */
  strangers: 30,
  /** Long enough to look into a bug. */
  failedUpdates: 30,
} as const;

/** So that presses do not wait for it: a workbook that was previewed may have a megabyte. */
const LARGE_ROWS_AT_ONCE = 20;
const SMALL_ROWS_AT_ONCE = 1000;

/**
 * Deletes what is no longer of use, a part at a time. Messages that went out by themselves stay: their keys keep a
 * reminder from being queued a second time.
 *
 * @returns whether there is more
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
    // Nobody is there to take them; a file that is not sent by then goes with the message that would have brought it.
    deleteFrom(
      'outbox',
      `state IN ('waiting', 'sending') AND priority = 0 AND kind = 'document' AND created_at < ?`,
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
