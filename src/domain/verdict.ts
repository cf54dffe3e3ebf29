import { type FrozenVersions, PANEL_STATUS, versionInForce } from './protocol.ts';

/** Why an item stays or leaves. */
export type ItemReason =
  | 'above_rule'
  | 'below_rule'
  | 'no_answers'
  /** Too few answers for a verdict. */
  | 'too_few'
  /** The kind of round drops nothing. */
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
 * Whether an item's verdict hangs on one expert: taking out some single rating would change it.
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

/** For an item that nobody rated: it stays, as nothing was said against it, and the summary names it. */
export const NOBODY_RATED: ItemVerdict = { kept: true, why: 'no_answers' };

/** For an item with too few answers for a verdict: it stays, and the summary names it. */
export const TOO_FEW: ItemVerdict = { kept: true, why: 'too_few' };

/** For every item of a round whose kind drops nothing. */
export const ALL_STAY: ItemVerdict = { kept: true, why: 'all_stay' };

/** Rules that end a panel; a null threshold is not used. */
export interface StopRules {
  readonly minRounds: number;
  readonly maxRounds: number;
  readonly stabilityThreshold: number | null;
  readonly agreementThreshold: number | null;
  /**
   * Version of `PANEL_STATUS`: version 1 tells agreement from chance by the chi-square p, and counts rounds of any
   * kind.
   */
  readonly version: number;
}

/** The rules that end a study's panels, in the version that the study goes by. */
export function stopRulesOf(rules: Omit<StopRules, 'version'>, versions: FrozenVersions): StopRules {
  return { ...rules, version: versionInForce(PANEL_STATUS, versions) };
}

export interface PanelFigures {
  readonly roundNumber: number;
  /** Which round of its kind it was for the panel, from 1. */
  readonly roundOfKind: number;
  /** Whether the round dropped the last item. */
  readonly isEmptied: boolean;
  readonly w: number | null;
  readonly p: number | null;
  /** Null: too many ratings for a permutation test. */
  readonly pPermutation: number | null;
  readonly change: number | null;
}

export type PanelStatus = 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';

/** A p below it tells concordance from chance. */
export const SIGNIFICANCE = 0.05;

/** Whether W has reached the agreement threshold, by chance or not. */
export function reachesAgreement({ w }: Pick<PanelFigures, 'w'>, { agreementThreshold }: StopRules): boolean {
  return agreementThreshold !== null && w !== null && w >= agreementThreshold;
}

/**
 * Whether the round shows agreement: W at or above its threshold, and more than chance. The permutation p decides the
 * latter, as the chi-square p is inaccurate for few raters or items and serves only where no permutation test was run.
 */
export function showsAgreement(
  figures: Pick<PanelFigures, 'w' | 'p' | 'pPermutation'>,
  rules: StopRules,
): boolean {
  return reachesAgreement(figures, rules) && isAboveChance(figures, rules);
}

/** Whether W is significantly more than chance alone gives. */
function isAboveChance(
  figures: Pick<PanelFigures, 'p' | 'pPermutation'>,
  { version }: Pick<StopRules, 'version'>,
): boolean {
  const p = version === 1 ? figures.p : (figures.pPermutation ?? figures.p);
  return p !== null && p < SIGNIFICANCE;
}

/** Why settled opinion is no agreement: W is below its threshold, or no more than chance; null: it is agreement. */
export function missesAgreement(
  figures: Pick<PanelFigures, 'w' | 'p' | 'pPermutation'>,
  rules: StopRules,
): 'below' | 'chance' | null {
  if (rules.agreementThreshold !== null && !reachesAgreement(figures, rules)) return 'below';
  return isAboveChance(figures, rules) ? null : 'chance';
}

/** Whether the round shows stability: W changed by less than the threshold. */
export function showsStability(
  { change }: Pick<PanelFigures, 'change'>,
  { stabilityThreshold }: StopRules,
): boolean {
  return stabilityThreshold !== null && change !== null && Math.abs(change) < stabilityThreshold;
}

/** Whether agreement and stability already end a panel, or are only reported. */
export function mayEnd(
  { roundNumber, roundOfKind }: Pick<PanelFigures, 'roundNumber' | 'roundOfKind'>,
  { minRounds, version }: StopRules,
): boolean {
  return (version === 1 ? roundNumber : roundOfKind) >= minRounds;
}

/**
 * A panel's status after a round, tested in this order: dropped (no item left), agreed, stable (these two only from the
 * least number of rounds on), and finished where no round is left to come.
 */
export function judgePanel(figures: PanelFigures, rules: StopRules): PanelStatus {
  if (figures.isEmptied) return 'dropped';
  if (mayEnd(figures, rules)) {
    if (showsAgreement(figures, rules)) return 'agreed';
    if (showsStability(figures, rules)) return 'stable';
  }
  return figures.roundNumber >= rules.maxRounds ? 'finished' : 'active';
}
