import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';

/** When each item came into its study, by item id. */
export function loadBirths(tx: Transaction, studyId: number): Map<number, Date> {
  return new Map(
    births(tx)
      .all(studyId)
      .map(([itemId, at]) => [itemId, new Date(at)]),
  );
}

const births = prepared(({ $client }) =>
  $client
    .prepare<[number], [itemId: number, at: number]>(
      `SELECT i.id, v.created_at FROM items i JOIN item_versions v ON v.item_id = i.id AND v.version = 1
       WHERE i.study_id = ?`,
    )
    .raw(),
);

/** A judged round in which a panel judged an item. */
export interface AskedIn {
  readonly number: number;
  readonly kind: RoundKind;
}

/** The last judged round in which each panel judged each item: by item, then by panel. */
export function loadLastAsked(tx: Transaction, studyId: number): Map<number, Map<number, AskedIn>> {
  const byItem = new Map<number, Map<number, AskedIn>>();
  for (const [itemId, panelId, number, kind] of asked(tx).all(studyId)) {
    const byPanel = byItem.get(itemId) ?? new Map<number, AskedIn>();
    byItem.set(itemId, byPanel.set(panelId, { number, kind }));
  }
  return byItem;
}

const asked = prepared(({ $client }) =>
  $client
    .prepare<[number], [itemId: number, panelId: number, number: number, kind: RoundKind]>(
      `SELECT a.item_id, p.panel_id, r.number, p.kind FROM rounds r
       JOIN panel_rounds p ON p.round_id = r.id JOIN panel_round_items a ON a.panel_round_id = p.id
       WHERE r.study_id = ? AND r.state = 'judged' ORDER BY r.number`,
    )
    .raw(),
);
