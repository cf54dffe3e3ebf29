import type { AskedExpert, RatedAgain } from '../domain/beside-figures.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** Answers that count in a panel's judged round. */
const COUNTED = `panel_rounds p
  JOIN panel_round_experts x ON x.panel_round_id = p.id
  JOIN questionnaires q ON q.round_id = p.round_id AND q.expert_id = x.expert_id
  JOIN answers a ON a.questionnaire_id = q.id AND a.kind = p.kind AND a.panel_id IN (0, p.panel_id)
    AND a.state = 'rated'
  JOIN panel_round_items i ON i.panel_round_id = p.id AND i.item_id = a.item_id`;

/** Whom a panel's round asked, in no order that would tell who is who. */
export function loadAskedExperts(tx: Transaction, panelRoundId: number): AskedExpert[] {
  const times = new Map<number, Date[]>();
  for (const [expertId, at] of chosenAt(tx).all(panelRoundId))
    times.set(expertId, [...(times.get(expertId) ?? []), new Date(at)]);
  return askedExperts(tx)
    .all(panelRoundId)
    .map(([expertId, role, answered]) => ({
      ...{ role, answered: answered === 1, answeredAt: times.get(expertId) ?? [] },
    }));
}

const askedExperts = prepared(({ $client }) =>
  $client
    .prepare<[number], [expertId: number, role: string, answered: 0 | 1]>(
      `SELECT e.id, coalesce(e.role, ''), EXISTS (SELECT 1 FROM ${COUNTED} WHERE p.id = r.id AND x.expert_id = e.id)
         OR e.id IN (SELECT o.expert_id FROM proposals o WHERE o.round_id = r.round_id AND o.panel_id = r.panel_id
           AND o.kind = 'idea' AND o.state <> 'withdrawn' AND o.expert_id IS NOT NULL)
       FROM panel_rounds r JOIN panel_round_experts m ON m.panel_round_id = r.id JOIN experts e ON e.id = m.expert_id
       WHERE r.id = ?`,
    )
    .raw(),
);

const chosenAt = prepared(({ $client }) =>
  $client
    .prepare<[number], [expertId: number, at: number]>(
      `SELECT x.expert_id, a.answered_at FROM ${COUNTED}
       WHERE p.id = ? AND a.how = 'chosen' AND a.answered_at IS NOT NULL`,
    )
    .raw(),
);

/** Ratings of experts who had rated the item before, with the median that the panel's round before had. */
export function loadRatedAgain(tx: Transaction, panelRoundId: number): RatedAgain[] {
  return ratedAgain(tx).all(panelRoundId);
}

const ratedAgain = prepared(({ $client }) =>
  $client.prepare<[number], RatedAgain>(
    `SELECT a.previous_value AS before, a.value AS now, f.median FROM ${COUNTED}
     JOIN item_results f ON f.panel_round_id = p.feedback_from_id AND f.item_id = a.item_id
     WHERE p.id = ? AND a.previous_value IS NOT NULL AND f.median IS NOT NULL`,
  ),
);

/** Reasons of ratings: which item's, of what rating, and whether the facilitator let them through. */
export function loadReasonsOf(
  tx: Transaction,
  panelRoundId: number,
): { itemId: number; value: number; isPassedOn: boolean }[] {
  return reasonsOf(tx)
    .all(panelRoundId)
    .map(([itemId, value, state]) => ({ itemId, value, isPassedOn: state === 'accepted' }));
}

const reasonsOf = prepared(({ $client }) =>
  $client
    .prepare<[number], [itemId: number, value: number, state: string]>(
      `SELECT a.item_id, a.value, a.reason_state FROM ${COUNTED}
       WHERE p.id = ? AND a.reason IS NOT NULL AND a.reason_state IN ('new', 'accepted', 'rejected')`,
    )
    .raw(),
);

/** Ids of a panel's items on which the last verdict of another panel, up to this round, differs. */
export function loadJudgedOtherwise(tx: Transaction, panelRoundId: number): number[] {
  return judgedOtherwise(tx).all(panelRoundId);
}

const NO_VERDICT = `('all_stay', 'no_answers', 'too_few')`;

const judgedOtherwise = prepared(({ $client }) =>
  $client
    .prepare<[number], number>(
      `SELECT j.item_id FROM panel_rounds p JOIN rounds r ON r.id = p.round_id
       JOIN item_results j ON j.panel_round_id = p.id
       JOIN panel_round_items i ON i.panel_round_id = p.id AND i.item_id = j.item_id
       WHERE p.id = ? AND coalesce(j.decided_why, j.why) NOT IN ${NO_VERDICT} AND EXISTS (
         SELECT 1 FROM panels o
         JOIN item_results v ON v.item_id = j.item_id AND v.panel_round_id = (
           SELECT l.id FROM panel_rounds l JOIN rounds n ON n.id = l.round_id
           JOIN item_results w ON w.panel_round_id = l.id AND w.item_id = j.item_id
           WHERE l.panel_id = o.id AND l.state = 'judged' AND n.number <= r.number ORDER BY n.number DESC LIMIT 1)
         WHERE o.study_id = r.study_id AND o.id <> p.panel_id
           AND coalesce(v.decided_why, v.why) NOT IN ${NO_VERDICT}
           AND coalesce(v.decided_kept, v.kept) <> coalesce(j.decided_kept, j.kept))
       ORDER BY i.position`,
    )
    .pluck(),
);
