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

/** Each panel's last verdict on an item, where there is one, and which panels share one verdict. */
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

/** The verdicts on an item that a person may overrule. */
export function loadDecidable(tx: Transaction, studyId: number, itemId: number) {
  return decidable(loadVerdictsOn(tx, studyId, itemId));
}

/** A panel's final word on an item. */
export type FinalVerdict = FinalPanel & Omit<GivenVerdict, 'kept'>;

/**
 * Each panel's final word on the items asked in rounds with verdicts, by item. A panel whose sifting round passed an
 * item on has no say once another has judged it since, nor has one that a later workbook took it from, unless all are
 * of that sort.
 *
 * @param itemId null: all items
 */
export function loadFinals(
  tx: Transaction,
  studyId: number,
  itemId: number | null,
): Map<number, readonly FinalVerdict[]> {
  const byItem = new Map<number, GivenVerdict[]>();
  // A round that keeps everything gives no verdict: what an earlier round said holds.
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

/** The outcome of each item without decisions by hand, by id. */
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

/** How a panel can lose an item other than by a rule or a person's decision. */
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

/** Ids of items on which panels differ and nobody has decided. */
export function loadOpenItems(tx: Transaction, studyId: number): Set<number> {
  const finals = loadFinals(tx, studyId, null);
  return new Set([...finals].filter(([, panels]) => finalDecision(panels) === 'open').map(([id]) => id));
}

/** How many items all their panels keep, and on how many the panels differ with nobody having decided. */
export function countFinals(tx: Transaction, studyId: number): { kept: number; differing: number } {
  const finals = [...loadFinals(tx, studyId, null).values()];
  return {
    kept: finals.filter((panels) => panels.every(({ kept }) => kept)).length,
    differing: finals.filter((panels) => finalDecision(panels) === 'open').length,
  };
}
