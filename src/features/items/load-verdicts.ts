import { decidable, type LastVerdict } from '../../domain/hand-decision.ts';
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

/** What each panel that judged an item makes of it in the end; panels that a later workbook took it from are left out. */
export function loadFinalPanels(tx: Transaction, studyId: number, itemId: number | null) {
  return loadLastVerdicts(tx, studyId, itemId)
    .filter(({ why, droppedWhy }) => why !== 'all_stay' && droppedWhy !== 'workbook')
    .map((verdict) => ({
      ...verdict,
      kept: verdict.kept && verdict.droppedWhy === null,
      isByHand: verdict.why === 'by_hand',
    }));
}
