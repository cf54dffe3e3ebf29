import { grouped } from '../../domain/grouped.ts';
import {
  decidable,
  type FinalPanel,
  finalDecision,
  type LastVerdict,
  type RuledVerdict,
  ruledDecision,
  standingVerdicts,
} from '../../domain/hand-decision.ts';
import type { LeavingReason } from '../../domain/item-lives.ts';
import { kindOf } from '../../kinds/all.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type GivenVerdict, loadLastVerdicts, loadVerdicts } from '../../store/item-verdicts.ts';

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
export type FinalVerdict = FinalPanel & Omit<GivenVerdict, 'kept'>;

/**
 * What each panel makes in the end of the items that a round with verdicts asked, by item. A panel that sifted it for
 * others has no say once another has judged it since, nor has one that a later workbook took it from, unless all are such.
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
      const judging = standingVerdicts(verdicts, isShared);
      const standing = judging.filter(({ droppedWhy }) => droppedWhy !== 'workbook');
      return [id, (standing.length > 0 ? standing : judging).map(finalOf)];
    }),
  );
}

function finalOf({ kept, ...verdict }: GivenVerdict): FinalVerdict {
  const { why, droppedWhy } = verdict;
  const isByHand = why === 'by_hand' || droppedWhy === 'by_hand';
  return { ...verdict, kept: kept && droppedWhy === null, isByHand };
}

/** What would have become of each item without decisions by hand, by id. */
export function loadRuledDecisions(
  tx: Transaction,
  studyId: number,
): Map<number, ReturnType<typeof ruledDecision>> {
  const verdicts = loadVerdicts(tx, studyId, null, { passesOver: ['all_stay'] });
  return new Map(
    [...grouped(verdicts, ({ itemId }) => itemId)].map(([id, given]) => [
      id,
      ruledDecision(given.map(ruledOf)),
    ]),
  );
}

/** By what else than a rule or a person's word a panel does not have an item any more. */
const TAKEN: readonly (LeavingReason | null)[] = ['removed', 'workbook', 'reworded', 'split', 'merged'];

function ruledOf(verdict: GivenVerdict): RuledVerdict {
  const { panelId, round, why, ruled, droppedWhy } = verdict;
  const byRule = why === 'by_hand' ? ruled.kept : verdict.kept;
  return {
    ...{ panelId, round, sifts: isShared(verdict) },
    kept: byRule && !TAKEN.includes(droppedWhy),
    isRescued: why === 'by_hand' && !ruled.kept,
  };
}

/** Items on which panels differ, and nobody has decided, by id. */
export function loadOpenItems(tx: Transaction, studyId: number): Set<number> {
  const finals = loadFinals(tx, studyId, null);
  return new Set([...finals].filter(([, panels]) => finalDecision(panels) === 'open').map(([id]) => id));
}

/** How many items all of their panels keep, and on how many panels differ without anybody having decided. */
export function countFinals(tx: Transaction, studyId: number): { kept: number; differing: number } {
  const finals = [...loadFinals(tx, studyId, null).values()];
  return {
    kept: finals.filter((panels) => panels.every(({ kept }) => kept)).length,
    differing: finals.filter((panels) => finalDecision(panels) === 'open').length,
  };
}
