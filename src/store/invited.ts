import type { Addressee } from './audiences.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** Who has neither joined nor declined. */
const WAITING = `e.study_id = @studyId AND e.account_id IS NULL AND e.declined_at IS NULL AND e.left_at IS NULL
  AND e.removed_at IS NULL AND NOT e.forgotten`;
/** Whom the bot may write to: the link was opened, and is still good. */
const OPENED = `(e.token IS NOT NULL
  AND EXISTS (SELECT 1 FROM accounts a WHERE a.id = e.consent_shown_to AND a.unreachable_since IS NULL))`;

/** How many have opened their link and not answered the consent. */
export function countOpened(tx: Transaction, studyId: number): number {
  return openedCount(tx).get({ studyId })!;
}

const openedCount = prepared(({ $client }) =>
  $client
    .prepare<[{ studyId: number }], number>(`SELECT count(*) FROM experts e WHERE ${WAITING} AND ${OPENED}`)
    .pluck(),
);

/** The same, with the account that opened it, behind one expert, by id. */
export function loadOpened(tx: Transaction, studyId: number, after: number, limit: number): Addressee[] {
  return opened(tx).all({ studyId, after, limit });
}

const opened = prepared(({ $client }) =>
  $client.prepare<[{ studyId: number; after: number; limit: number }], Addressee>(
    `SELECT e.id AS expertId, e.consent_shown_to AS accountId FROM experts e
     WHERE ${WAITING} AND ${OPENED} AND e.id > @after ORDER BY e.id LIMIT @limit`,
  ),
);

/** Names of those whom only the facilitator can write to, in the workbook's order. */
export function loadNotOpened(tx: Transaction, studyId: number): string[] {
  return notOpened(tx).all({ studyId });
}

const notOpened = prepared(({ $client }) =>
  $client
    .prepare<[{ studyId: number }], string>(
      `SELECT e.name FROM experts e WHERE ${WAITING} AND NOT ${OPENED} ORDER BY e.position, e.id`,
    )
    .pluck(),
);
