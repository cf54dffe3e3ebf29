import { type FrozenVersions, PANEL_STATUS, versionInForce } from './protocol.ts';

/** Why an item stays or leaves. */
export type ItemReason =
  | 'above_rule'
  | 'below_rule'
  | 'no_answers'
  /** So few answers that no verdict stands on them. */
  | 'too_few'
  /** Rounds of its kind drop nothing. */
  | 'all_stay'
  | 'removed'
  | 'by_hand';

export interface ItemVerdict {
  readonly kept: boolean;
  readonly why: ItemReason;
}

/** The verdict of a rule on an item. */
export function verdictBy(kept: boolean): ItemVerdict {
  return kept ? { kept, why: 'above_rule' } : { kept, why: 'below_rule' };
}

/**
 * Whether an item's verdict hangs on one expert: without some one of its ratings it would be another.
 *
 * @param verdict the rule's, on at least one rating
 */
export function hangsOnOne(
  { kept, counts }: { kept: boolean; counts: Counts },
  verdict: VerdictRule,
): boolean {
  const n = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.entries(counts).some(([value, count]) => {
    if (count === 0) return false;
    const without = { n: n - 1, counts: { ...counts, [value]: count - 1 } };
    return (without.n === 0 ? NOBODY_RATED : verdict(without)).kept !== kept;
  });
}

type Counts = Readonly<Record<string, number>>;
type VerdictRule = (answers: { n: number; counts: Counts }) => ItemVerdict;

/** Of an item that nobody rated: it stays, for nothing was said against it, and the summary names it. */
export const NOBODY_RATED: ItemVerdict = { kept: true, why: 'no_answers' };

/** Of an item with too few answers for any verdict: it stays, and the summary names it. */
export const TOO_FEW: ItemVerdict = { kept: true, why: 'too_few' };

/** Of any item of a round whose kind drops nothing. */
export const ALL_STAY: ItemVerdict = { kept: true, why: 'all_stay' };

/** Rules that end a panel; a null threshold is not used. */
export interface StopRules {
  readonly minRounds: number;
  readonly maxRounds: number;
  readonly stabilityThreshold: number | null;
  readonly agreementThreshold: number | null;
  /** Of `PANEL_STATUS`: 1 tells agreement from chance by the chi-square p, and counts rounds of any kind. */
  readonly version: number;
}

/** The rules that end a study's panels, in the version that it goes by. */
export function stopRulesOf(rules: Omit<StopRules, 'version'>, versions: FrozenVersions): StopRules {
  return { ...rules, version: versionInForce(PANEL_STATUS, versions) };
}

export interface PanelFigures {
  readonly roundNumber: number;
  /** The how many-th round of its kind it was for the panel, from 1. */
  readonly roundOfKind: number;
  /** The round dropped the last item. */
  readonly isEmptied: boolean;
  readonly w: number | null;
  readonly p: number | null;
  /** Null: too large to be drawn. */
  readonly pPermutation: number | null;
  readonly change: number | null;
}

export type PanelStatus = 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';

/** Below it a concordance is told from chance. */
export const SIGNIFICANCE = 0.05;

/** Whether W has reached the threshold of agreement, by chance or not. */
export function reachesAgreement({ w }: Pick<PanelFigures, 'w'>, { agreementThreshold }: StopRules): boolean {
  return agreementThreshold !== null && w !== null && w >= agreementThreshold;
}

/**
 * Whether the round shows agreement: W at its threshold or above, and more than chance. That is told by the permutation
 * p, for the chi-square p is wrong where raters or items are few; by the latter only where none was drawn.
 */
export function showsAgreement(
  figures: Pick<PanelFigures, 'w' | 'p' | 'pPermutation'>,
  rules: StopRules,
): boolean {
  return reachesAgreement(figures, rules) && isAboveChance(figures, rules);
}

/** Whether W is more than chance alone would make it. */
function isAboveChance(
  figures: Pick<PanelFigures, 'p' | 'pPermutation'>,
  { version }: Pick<StopRules, 'version'>,
): boolean {
  const p = version === 1 ? figures.p : (figures.pPermutation ?? figures.p);
  return p !== null && p < SIGNIFICANCE;
}

/** Why opinion that has settled is no agreement: W is below its threshold, or no more than chance; null: it is one. */
export function missesAgreement(
  figures: Pick<PanelFigures, 'w' | 'p' | 'pPermutation'>,
  rules: StopRules,
): 'below' | 'chance' | null {
  if (rules.agreementThreshold !== null && !reachesAgreement(figures, rules)) return 'below';
  return isAboveChance(figures, rules) ? null : 'chance';
}

/** Whether the round shows stability: W has changed by less than the threshold. */
export function showsStability(
  { change }: Pick<PanelFigures, 'change'>,
  { stabilityThreshold }: StopRules,
): boolean {
  return stabilityThreshold !== null && change !== null && Math.abs(change) < stabilityThreshold;
}

/** Whether agreement and stability end a panel already, or are only told. */
export function mayEnd(
  { roundNumber, roundOfKind }: Pick<PanelFigures, 'roundNumber' | 'roundOfKind'>,
  { minRounds, version }: StopRules,
): boolean {
  return (version === 1 ? roundNumber : roundOfKind) >= minRounds;
}

/**
 * A panel's status after a round, tested in this order: dropped (no item left), agreed, stable — both only from the
 * least number of rounds on — and finished where no round is left to come.
 */
export function judgePanel(figures: PanelFigures, rules: StopRules): PanelStatus {
  if (figures.isEmptied) return 'dropped';
  if (mayEnd(figures, rules)) {
    if (showsAgreement(figures, rules)) return 'agreed';
    if (showsStability(figures, rules)) return 'stable';
  }
  return figures.roundNumber >= rules.maxRounds ? 'finished' : 'active';
}
