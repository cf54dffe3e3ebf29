import type { LeavingReason } from './item-lives.ts';
import type { ItemVerdict } from './verdict.ts';

/** What a panel last said of an item, and whether it still judges it. */
export interface LastVerdict extends ItemVerdict {
  readonly panelId: number;
  readonly panelRoundId: number;
  readonly roundId: number;
  /** Panels that had one verdict together have one mark, and what it dropped left every panel; null: it is the panel's own. */
  readonly sharedAs: string | null;
  /** Null: the panel judges it still. */
  readonly droppedWhy: LeavingReason | null;
}

/** A verdict that a person may put another in the place of: one panel's, or the one that several panels had together. */
export interface Decidable<Verdict extends LastVerdict = LastVerdict> {
  readonly verdicts: readonly Verdict[];
  readonly mayKeep: boolean;
  readonly mayDrop: boolean;
}

/** What a later workbook took off, or others took the place of, does not come back by hand. */
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
 * Verdicts that still say something of an item: a sieve that let it through passed it on to whoever judged it later, and
 * what they said holds.
 *
 * @param verdicts on one item, each panel's last
 * @param sifts whether what its round drops leaves every panel
 */
export function standingVerdicts<Verdict extends { readonly kept: boolean; readonly round: number }>(
  verdicts: readonly Verdict[],
  sifts: (verdict: Verdict) => boolean,
): Verdict[] {
  const last = Math.max(...verdicts.map(({ round }) => round));
  return verdicts.filter((verdict) => !(verdict.kept && sifts(verdict) && verdict.round < last));
}

/** What a panel makes of an item in the end: only what its last verdict kept, and it judges still, is on its list. */
export interface FinalPanel {
  readonly kept: boolean;
  readonly isByHand: boolean;
}

/** What becomes of an item in the final list; `open`: its panels differ, and nobody has decided. */
export function finalDecision(panels: readonly FinalPanel[]): 'kept' | 'dropped' | 'open' | 'by_hand' {
  return panels.some(({ isByHand }) => isByHand) ? 'by_hand' : decisionOf(panels.map(({ kept }) => kept));
}

/** A verdict on an item in any of its rounds, as the rule alone has it where a person decided otherwise. */
export interface RuledVerdict {
  readonly panelId: number;
  /** Its number. */
  readonly round: number;
  /** What it dropped left every panel. */
  readonly sifts: boolean;
  readonly kept: boolean;
  /** A person kept what the rule dropped: without that nothing would have come after it. */
  readonly isRescued: boolean;
}

/**
 * What would have become of an item without decisions by hand. What a person dropped stands as the rule had it, and what
 * later rounds would have made of it nobody knows.
 *
 * @param verdicts one at least, by round
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
