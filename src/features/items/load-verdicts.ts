import {
  decidable,
  type FinalPanel,
  finalDecision,
  type LastVerdict,
  standingVerdicts,
} from '../../domain/hand-decision.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type GivenVerdict, loadLastVerdicts } from '../../store/item-verdicts.ts';

/** Each panel's last verdict on an item of a study, as far as there is one, and which of them are one together. */
export function loadVerdictsOn(
  tx: Transaction,
  studyId: number,
  itemId: number,
): (GivenVerdict & LastVerdict)[] {
  return loadLastVerdicts(tx, studyId, itemId).map((verdict) => ({
    ...verdict,
    sharedAs: isShared(verdict) ? `${verdict.kind} ${verdict.roundId}` : null,
  }));
}

function isShared({ kind }: GivenVerdict): boolean {
  return kindOf(kind).dropsFrom === 'everyPanel';
}

/** Verdicts on an item that a person may decide otherwise. */
export function loadDecidable(tx: Transaction, studyId: number, itemId: number) {
  return decidable(loadVerdictsOn(tx, studyId, itemId));
}

/** What a panel makes of an item in the end. */
export interface FinalVerdict extends FinalPanel {
  readonly panelId: number;
  readonly mean: number | null;
}

/**
 * What each panel makes in the end of the items that a round with verdicts asked, by item. A panel that a later workbook
 * took the item from has no say, unless all are such; nor has one that sifted what others judged later.
 *
 * @param itemId null: of all
 */
export function loadFinals(
  tx: Transaction,
  studyId: number,
  itemId: number | null,
): Map<number, readonly FinalVerdict[]> {
  const byItem = new Map<number, GivenVerdict[]>();
  // A round that keeps everything judges nothing: what an earlier one said holds.
  for (const verdict of loadLastVerdicts(tx, studyId, itemId, { passesOver: ['all_stay'] }))
    byItem.set(verdict.itemId, [...(byItem.get(verdict.itemId) ?? []), verdict]);
  return new Map(
    [...byItem].map(([id, verdicts]) => {
      const judging = verdicts.filter(({ droppedWhy }) => droppedWhy !== 'workbook');
      return [id, standingVerdicts(judging.length > 0 ? judging : verdicts, isShared).map(finalOf)];
    }),
  );
}

function finalOf({ panelId, mean, kept, why, droppedWhy }: GivenVerdict): FinalVerdict {
  return { panelId, mean, kept: kept && droppedWhy === null, isByHand: why === 'by_hand' };
}

/** Items on which panels differ, and nobody has decided, by id. */
export function loadOpenItems(tx: Transaction, studyId: number): Set<number> {
  const finals = loadFinals(tx, studyId, null);
  return new Set([...finals].filter(([, panels]) => finalDecision(panels) === 'open').map(([id]) => id));
}
