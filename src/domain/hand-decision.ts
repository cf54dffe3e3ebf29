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
  if (panels.some(({ isByHand }) => isByHand)) return 'by_hand';
  if (panels.every(({ kept }) => kept)) return 'kept';
  return panels.some(({ kept }) => kept) ? 'open' : 'dropped';
}
