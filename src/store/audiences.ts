import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** Experts of a study or a panel who have not left, in numbers. */
export interface Audience {
  readonly experts: number;
  /** Who has joined. */
  readonly joined: number;
  /** Who of them cannot be written to, as far as it is known. */
  readonly unreachable: number;
  /** Who has neither joined nor declined. */
  readonly missing: number;
}

/** The whole study, where an audience is named by a panel's id. */
export const WHOLE_STUDY = 0;

const NOBODY: Audience = { experts: 0, joined: 0, unreachable: 0, missing: 0 };

/** How many messages to a study's experts reach, by panel id and for the whole study. */
export function countAudiences(tx: Transaction, studyId: number): (panelId: number) => Audience {
  const rows = audiences(tx).all({ studyId });
  const known = new Map(rows.map(({ panelId, ...audience }) => [panelId, audience]));
  return (panelId) => known.get(panelId) ?? NOBODY;
}

const COUNTS = `count(*) AS experts, count(e.account_id) AS joined, count(a.unreachable_since) AS unreachable,
  coalesce(sum(e.account_id IS NULL AND e.declined_at IS NULL), 0) AS missing`;
const WHO_STAY = `LEFT JOIN accounts a ON a.id = e.account_id
  WHERE e.study_id = @studyId AND e.left_at IS NULL AND e.removed_at IS NULL AND NOT e.forgotten`;

const audiences = prepared(({ $client }) =>
  $client.prepare<[{ studyId: number }], Audience & { panelId: number }>(
    `SELECT ${WHOLE_STUDY} AS panelId, ${COUNTS} FROM experts e ${WHO_STAY}
     UNION ALL
     SELECT s.panel_id, ${COUNTS} FROM experts e JOIN seats s ON s.expert_id = e.id ${WHO_STAY} GROUP BY s.panel_id`,
  ),
);

/** An expert to whom a message goes. */
export interface Addressee {
  readonly expertId: number;
  readonly accountId: number;
}

/** Experts of a study, or of one panel, who had joined by a moment and take part, behind one of them, by id. */
export function loadAddressees(
  tx: Transaction,
  of: { studyId: number; panelId: number | null; joinedBy: Date },
  after: number,
  limit: number,
): Addressee[] {
  return addressees(tx).all({ ...of, joinedBy: of.joinedBy.getTime(), after, limit });
}

const addressees = prepared(({ $client }) =>
  $client.prepare<
    [{ studyId: number; panelId: number | null; joinedBy: number; after: number; limit: number }],
    Addressee
  >(
    `SELECT e.id AS expertId, e.account_id AS accountId FROM experts e
     WHERE e.study_id = @studyId AND e.id > @after AND e.account_id IS NOT NULL AND e.left_at IS NULL
       AND e.removed_at IS NULL AND coalesce(e.joined_at, 0) <= @joinedBy
       AND (@panelId IS NULL OR EXISTS (SELECT 1 FROM seats s WHERE s.expert_id = e.id AND s.panel_id = @panelId))
     ORDER BY e.id LIMIT @limit`,
  ),
);
