import type { Decidable } from '../../domain/hand-decision.ts';
import type { ItemChange } from '../../domain/item-change.ts';
import { recordDeviation } from '../../store/deviations.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type ItemPanel, insertItemPanel, loadItemPanels, needItem } from '../../store/items.ts';
import { dropItems, loadPanels } from '../../store/panels.ts';
import { decideResult } from '../../store/results.ts';
import type { Study } from '../../store/studies.ts';
import { followItems } from './follow-items.ts';
import { loadDecidable } from './load-verdicts.ts';

/** What is decided by hand: verdicts on an item, of some of its panels. */
type Decision = Pick<ItemChange, 'itemId' | 'act' | 'panelIds'>;

interface By {
  readonly reason: string;
  readonly accountId: number;
  readonly at: Date;
}

/** A verdict to be changed, and the panels that the item leaves by that, or returns to. */
interface Move {
  readonly group: Decidable;
  readonly panelIds: readonly number[];
}

/**
 * The effects of a decision. Where panels had one verdict together, it is decided for all of them, and the item leaves
 * every panel, or returns to all that had lost it by that verdict.
 */
export function loadMoves(tx: Transaction, studyId: number, { itemId, act, panelIds }: Decision): Move[] {
  const places = loadItemPanels(tx, studyId).get(itemId) ?? [];
  const moves = loadDecidable(tx, studyId, itemId)
    .filter((group) => (act === 'keep' ? group.mayKeep : group.mayDrop))
    .filter(({ verdicts }) => verdicts.some(({ panelId }) => panelIds.includes(panelId)))
    .map((group) => {
      const isMoved = (place: ItemPanel) => (act === 'keep' ? comesBack(place, group) : leaves(place, group));
      return { group, panelIds: places.filter(isMoved).map(({ panelId }) => panelId) };
    });
  return moves.map((move) => ({
    ...move,
    panelIds: move.panelIds.filter((panelId) => moverOf(panelId, moves) === move),
  }));
}

/** Several shared verdicts may move one panel: the item leaves it with the panel's own last round, if it has one. */
function moverOf(panelId: number, moves: readonly Move[]): Move {
  const own = moves.find(
    ({ group, panelIds }) =>
      panelIds.includes(panelId) && group.verdicts.some((verdict) => verdict.panelId === panelId),
  );
  return own ?? moves.findLast(({ panelIds }) => panelIds.includes(panelId))!;
}

function comesBack({ panelId, droppedWhy, droppedInRoundId }: ItemPanel, { verdicts }: Decidable): boolean {
  if (droppedWhy === null || droppedWhy === 'workbook') return false;
  const { sharedAs, roundId } = verdicts[0]!;
  const isOwn = verdicts.some((verdict) => verdict.panelId === panelId);
  return isOwn || (sharedAs !== null && droppedInRoundId === roundId);
}

function leaves({ panelId, droppedWhy }: ItemPanel, { verdicts }: Decidable): boolean {
  if (droppedWhy !== null) return false;
  return verdicts[0]!.sharedAs !== null || verdicts.some((verdict) => verdict.panelId === panelId);
}

/** Replaces last verdicts on an item by a facilitator's decision. @returns the panels that it left, or came back to */
export function decideByHand(tx: Transaction, study: Study, decision: Decision, by: By): number[] {
  const { itemId, act } = decision;
  const kept = act === 'keep';
  const moves = loadMoves(tx, study.id, decision);
  const isWhole = moves.length === loadDecidable(tx, study.id, itemId).length;
  for (const { group, panelIds } of moves) {
    for (const verdict of group.verdicts) decideResult(tx, { ...verdict, itemId }, { kept, why: 'by_hand' });
    if (kept) for (const panelId of panelIds) insertItemPanel(tx, itemId, panelId);
    else dropItems(tx, panelIds, [itemId], 'by_hand', group.verdicts[0]!.roundId);
  }
  const moved = [...new Set(moves.flatMap(({ panelIds }) => panelIds))];
  followItems(tx, study, moved);
  record(tx, study, { itemId, kept, isWhole }, moves, by);
  return moved;
}

/** One departure for the item where all verdicts on it were decided, else one a panel. */
function record(
  tx: Transaction,
  study: Study,
  decided: { itemId: number; kept: boolean; isWhole: boolean },
  moves: readonly Move[],
  by: By,
): void {
  const { code } = needItem(tx, decided.itemId);
  const codes = new Map(loadPanels(tx, study.id).map((panel) => [panel.id, panel.code]));
  const ends = decided.kept ? { from: 'dropped', to: 'kept' } : { from: 'kept', to: 'dropped' };
  const deviation = { field: 'itemByHand', code, ...ends, ...by } as const;
  if (decided.isWhole) return recordDeviation(tx, study.id, deviation);
  for (const { panelId } of moves.flatMap(({ group }) => group.verdicts))
    recordDeviation(tx, study.id, { ...deviation, panel: codes.get(panelId) ?? '' });
}
