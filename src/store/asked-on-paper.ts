import type { NumberBounds } from '../domain/number-bounds.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** An item that an open round asks an expert, as a paper form needs it. */
export interface AskedOfExpert {
  readonly expertId: number;
  readonly questionnaireId: number;
  readonly kind: RoundKind;
  readonly itemId: number;
  /** The panel where the answer counts, as in `answers.panelId`. */
  readonly panelId: number;
  readonly code: string;
  readonly title: string;
  readonly bounds: NumberBounds | null;
  /** Codes of the panels that ask it, in their order. */
  readonly panelCodes: readonly string[];
  readonly handedIn: boolean;
}

/**
 * What a round asks of experts who still take part, in the workbook's order: each item once in each kind, or once in
 * each panel where the kind's answers count only there.
 *
 * @param asking.kinds kinds to include
 * @param asking.apart kinds whose answers count in one panel alone
 * @param asking.expertIds left out: all experts
 */
export function loadAskedOfExperts(
  tx: Transaction,
  roundId: number,
  asking: { kinds: readonly RoundKind[]; apart: readonly RoundKind[]; expertIds?: readonly number[] },
): AskedOfExpert[] {
  const { kinds, apart, expertIds } = asking;
  return asked(tx)
    .all({
      roundId,
      ...{ kinds: JSON.stringify(kinds), apart: JSON.stringify(apart) },
      expertIds: expertIds ? JSON.stringify(expertIds) : null,
    })
    .map(({ bounds, panelCodes, handedIn, ...row }) => ({
      ...row,
      bounds: bounds === null ? null : (JSON.parse(bounds) as NumberBounds),
      panelCodes: JSON.parse(panelCodes) as string[],
      handedIn: handedIn === 1,
    }));
}

type RawAsked = Omit<AskedOfExpert, 'bounds' | 'panelCodes' | 'handedIn'> & {
  bounds: string | null;
  panelCodes: string;
  handedIn: number;
};

const asked = prepared(({ $client }) =>
  $client.prepare<[{ roundId: number; kinds: string; apart: string; expertIds: string | null }], RawAsked>(
    `SELECT q.expert_id AS expertId, q.id AS questionnaireId, p.kind, a.item_id AS itemId,
       CASE WHEN p.kind IN (SELECT value FROM json_each(@apart)) THEN p.panel_id ELSE 0 END AS panelId,
       i.code, v.title, i.bounds,
       json_group_array(n.code ORDER BY p.id) AS panelCodes, q.handed_in_at IS NOT NULL AS handedIn
     FROM questionnaires q
     JOIN experts e ON e.id = q.expert_id AND e.left_at IS NULL AND e.removed_at IS NULL AND e.forgotten = 0
     JOIN panel_round_experts x ON x.expert_id = q.expert_id
     JOIN panel_rounds p ON p.id = x.panel_round_id AND p.round_id = q.round_id
     JOIN panels n ON n.id = p.panel_id
     JOIN panel_round_items a ON a.panel_round_id = p.id
     JOIN items i ON i.id = a.item_id
     JOIN item_versions v ON v.item_id = a.item_id AND v.version = a.version
     WHERE q.round_id = @roundId AND p.kind IN (SELECT value FROM json_each(@kinds))
       AND (@expertIds IS NULL OR q.expert_id IN (SELECT value FROM json_each(@expertIds)))
     GROUP BY q.id, p.kind, a.item_id, panelId
     ORDER BY e.position, e.id, min(p.id), min(a.position)`,
  ),
);

/** A call for a panel's proposals that an open round puts to an expert, as a paper form needs it. */
export interface CallOfExpert {
  readonly expertId: number;
  readonly questionnaireId: number;
  readonly panelId: number;
  readonly panelCode: string;
  readonly handedIn: boolean;
}

/**
 * Calls for proposals that a round puts to experts who still take part. @param asking.expertIds left out: all experts
 */
export function loadCallsOfExperts(
  tx: Transaction,
  roundId: number,
  asking: { kinds: readonly RoundKind[]; expertIds?: readonly number[] },
): CallOfExpert[] {
  const { kinds, expertIds } = asking;
  return calls(tx)
    .all({
      ...{ roundId, kinds: JSON.stringify(kinds) },
      expertIds: expertIds ? JSON.stringify(expertIds) : null,
    })
    .map((row) => ({ ...row, handedIn: row.handedIn === 1 }));
}

const calls = prepared(({ $client }) =>
  $client.prepare<
    [{ roundId: number; kinds: string; expertIds: string | null }],
    Omit<CallOfExpert, 'handedIn'> & { handedIn: number }
  >(
    `SELECT q.expert_id AS expertId, q.id AS questionnaireId, p.panel_id AS panelId, n.code AS panelCode,
       q.handed_in_at IS NOT NULL AS handedIn
     FROM questionnaires q
     JOIN experts e ON e.id = q.expert_id AND e.left_at IS NULL AND e.removed_at IS NULL AND e.forgotten = 0
     JOIN panel_round_experts x ON x.expert_id = q.expert_id
     JOIN panel_rounds p ON p.id = x.panel_round_id AND p.round_id = q.round_id
     JOIN panels n ON n.id = p.panel_id
     WHERE q.round_id = @roundId AND p.kind IN (SELECT value FROM json_each(@kinds))
       AND (@expertIds IS NULL OR q.expert_id IN (SELECT value FROM json_each(@expertIds)))
     ORDER BY e.position, e.id, p.id`,
  ),
);
