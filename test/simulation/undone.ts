import type { People } from './people.ts';
import type { World } from './world.ts';

const UNREACHABLE = `SELECT 'so' FROM accounts WHERE messenger = ? AND user_id = ?
  AND unreachable_since IS NOT NULL AND unreachable_reason NOT LIKE '%strange refusal%'`;

/** What is still to be done when nothing hinders it any more. */
export function leftUndone({ db, time }: World, people: People): string[] {
  const now = time.now().getTime();
  const all = (sql: string, ...args: unknown[]) =>
    db.$client
      .prepare(sql)
      .pluck()
      .all(...args) as string[];
  return [
    ...all(
      `SELECT o.state || ' ' || o.key FROM outbox o JOIN accounts a ON a.id = o.account_id
       WHERE o.state IN ('waiting', 'sending') AND coalesce(o.not_before, 0) <= ? AND a.unreachable_since IS NULL`,
      now,
    ).map((row) => `left ${row}`),
    ...all("SELECT kind || ' ' || key FROM jobs WHERE state = 'queued'").map(
      (job) => `job ${job} is not done`,
    ),
    // Where a messenger hands out no file for minutes, whoever asked is told so; a restore gives up what was asked for.
    ...all(
      "SELECT kind || ' ' || error FROM jobs WHERE state = 'failed' AND error NOT IN ('HttpError', 'restored')",
    ).map((job) => `job ${job} failed`),
    ...people.all.flatMap(({ messenger, id }) =>
      all(UNREACHABLE, messenger, id).map(() => `${messenger} ${id} is back, and counts as unreachable`),
    ),
    ...all('SELECT error FROM failed_updates').map((error) => `an update failed: ${error}`),
    ...all("SELECT number FROM rounds WHERE state IN ('opening', 'closed')").map(
      (number) => `round ${number} is left in between`,
    ),
    ...all(
      `SELECT q.id FROM questionnaires q JOIN accounts a ON a.id = q.card_account_id
       WHERE q.card_version <> q.card_shown_version AND a.unreachable_since IS NULL`,
    ).map((id) => `card ${id} lags`),
  ];
}
