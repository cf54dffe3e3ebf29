import type { LastVerdict } from '../domain/hand-decision.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { ItemReason, ItemVerdict } from '../domain/verdict.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** The verdict that holds on an item in a panel's round. Whether it was shared depends on the kind. */
export interface GivenVerdict extends Omit<LastVerdict, 'sharedAs'> {
  readonly itemId: number;
  readonly kind: RoundKind;
  /** The round's number. */
  readonly round: number;
  /** The number of the panel's ratings, and W of its whole round. */
  readonly n: number;
  readonly mean: number | null;
  readonly w: number | null;
  readonly ruled: ItemVerdict;
}

/** Each panel's last verdict on items of a study; arguments as of `loadVerdicts`. */
export function loadLastVerdicts(...asked: Parameters<typeof loadVerdicts>): GivenVerdict[] {
  const last = new Map(loadVerdicts(...asked).map((one) => [`${one.itemId} ${one.panelId}`, one]));
  return [...last.values()];
}

/**
 * Every verdict on items of a study, by panel and then by round, without panels that were taken off.
 *
 * @param itemId null: on all items
 * @param options.passesOver reasons that are no verdict, so that what an earlier round said holds
 */
export function loadVerdicts(
  tx: Transaction,
  studyId: number,
  itemId: number | null,
  { passesOver = [] }: { passesOver?: readonly ItemReason[] } = {},
): GivenVerdict[] {
  return verdicts(tx)
    .all({ studyId, itemId })
    .filter(({ why }) => !passesOver.includes(why))
    .map(({ kept, ruledKept, ruledWhy, ...row }) => ({
      ...row,
      kept: kept === 1,
      ruled: { kept: ruledKept === 1, why: ruledWhy },
    }));
}

const verdicts = prepared(({ $client }) =>
  $client.prepare<
    [{ studyId: number; itemId: number | null }],
    Omit<GivenVerdict, 'kept' | 'ruled'> & { kept: number; ruledKept: number; ruledWhy: ItemReason }
  >(
    `SELECT j.item_id AS itemId, p.panel_id AS panelId, p.id AS panelRoundId, p.round_id AS roundId, p.kind,
       r.number AS round, j.n, j.mean, p.concordance ->> 'w' AS w, j.kept AS ruledKept, j.why AS ruledWhy, coalesce(j.decided_kept, j.kept) AS kept, coalesce(j.decided_why, j.why) AS why,
       CASE WHEN n.removed_at IS NULL THEN x.dropped_why ELSE 'workbook' END AS droppedWhy
     FROM rounds r
     CROSS JOIN panel_rounds p ON p.round_id = r.id
     CROSS JOIN panels n ON n.id = p.panel_id
     CROSS JOIN item_results j ON j.panel_round_id = p.id AND (@itemId IS NULL OR j.item_id = @itemId)
     JOIN item_panels x ON x.item_id = j.item_id AND x.panel_id = p.panel_id
     WHERE r.study_id = @studyId AND r.state = 'judged'
     ORDER BY n.position, n.id, r.number`,
  ),
);
