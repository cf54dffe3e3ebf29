import type { LeavingReason } from './item-lives.ts';
import type { ItemVerdict } from './verdict.ts';

/** A panel's last verdict on an item, and whether it still judges the item. */
export interface LastVerdict extends ItemVerdict {
  readonly panelId: number;
  readonly panelRoundId: number;
  readonly roundId: number;
  /**
   * Shared by panels that had one verdict together, whose drop takes the item from all; null: the verdict is the
   * panel's own.
   */
  readonly sharedAs: string | null;
  /** Null: the panel judges it still. */
  readonly droppedWhy: LeavingReason | null;
}

/** A verdict that a person may overrule: one panel's, or one that several panels had together. */
export interface Decidable<Verdict extends LastVerdict = LastVerdict> {
  readonly verdicts: readonly Verdict[];
  readonly mayKeep: boolean;
  readonly mayDrop: boolean;
}

/** What a later workbook took off, or other items replaced, cannot be brought back by hand. */
const COMES_BACK: readonly (LeavingReason | null)[] = [null, 'below_rule', 'removed', 'by_hand'];

/** @param verdicts on one item, each panel's last */
export function decidable<Verdict extends LastVerdict>(verdicts: readonly Verdict[]): Decidable<Verdict>[] {
  const groups = new Map<string | number, Verdict[]>();
  for (const verdict of verdicts) {
    const key = verdict.sharedAs ?? verdict.panelId;
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  return [...groups.values()].map((group) => ({
    verdicts: group,
    mayKeep: group.some(({ kept, droppedWhy }) => !kept && COMES_BACK.includes(droppedWhy)),
    mayDrop: group.some(({ droppedWhy }) => droppedWhy === null),
  }));
}

/**
 * The verdicts that still hold for an item. Where a sifting round kept it, the item was passed on, and only what later
 * rounds said of it holds.
 *
 * @param verdicts on one item, each panel's last
 * @param sifts whether a drop in its round takes the item from all panels
 */
export function standingVerdicts<Verdict extends { readonly kept: boolean; readonly round: number }>(
  verdicts: readonly Verdict[],
  sifts: (verdict: Verdict) => boolean,
): Verdict[] {
  const last = Math.max(...verdicts.map(({ round }) => round));
  return verdicts.filter((verdict) => !(verdict.kept && sifts(verdict) && verdict.round < last));
}

/** A panel's final word on an item: its list has only what its last verdict kept and it still judges. */
export interface FinalPanel {
  readonly kept: boolean;
  readonly isByHand: boolean;
}

/** What becomes of an item in the final list; `open`: its panels differ, and nobody has decided. */
export function finalDecision(panels: readonly FinalPanel[]): 'kept' | 'dropped' | 'open' | 'by_hand' {
  return panels.some(({ isByHand }) => isByHand) ? 'by_hand' : decisionOf(panels.map(({ kept }) => kept));
}

/** A verdict on an item in any of its rounds: the rule's own, even where a person decided otherwise. */
export interface RuledVerdict {
  readonly panelId: number;
  /** The round's number. */
  readonly round: number;
  /** Whether a drop took the item from all panels. */
  readonly sifts: boolean;
  readonly kept: boolean;
  /** A person kept what the rule dropped; without that the item would have had no later rounds. */
  readonly isRescued: boolean;
}

/**
 * What would have become of an item without decisions by hand. Where a person dropped it, the rule's verdict stands:
 * nobody knows what later rounds would have made of it.
 *
 * @param verdicts at least one, by round
 */
export function ruledDecision(verdicts: readonly RuledVerdict[]): 'kept' | 'dropped' | 'open' {
  if (verdicts.some(({ sifts, isRescued }) => sifts && isRescued)) return 'dropped';
  const last = new Map<number, RuledVerdict>();
  for (const verdict of verdicts) {
    const former = last.get(verdict.panelId);
    if (!former?.isRescued) last.set(verdict.panelId, verdict);
  }
  return decisionOf(standingVerdicts([...last.values()], ({ sifts }) => sifts).map(({ kept }) => kept));
}

function decisionOf(kept: readonly boolean[]): 'kept' | 'dropped' | 'open' {
  if (kept.every(Boolean)) return 'kept';
  return kept.some(Boolean) ? 'open' : 'dropped';
}
