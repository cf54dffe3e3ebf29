/** Why an item stays or leaves. */
export type ItemReason = 'above_rule' | 'below_rule' | 'no_answers' | 'removed' | 'by_hand';

export interface ItemVerdict {
  readonly kept: boolean;
  readonly why: ItemReason;
}

/** A mean this close to the neutral point is at it: decimals of a scale have no exact binary form. */
const SAME = 1e-12;

/**
 * A Likert round's verdict on an item: kept where the panel's mean is above the neutral point. An item that nobody
 * rated stays, for nothing was said against it; the summary names it.
 */
export function judgeMean(mean: number | null, neutralPoint: number): ItemVerdict {
  if (mean === null) return { kept: true, why: 'no_answers' };
  const above = mean - neutralPoint > SAME * Math.max(1, Math.abs(neutralPoint));
  return verdictBy(above);
}

/** The verdict of a rule on an item. */
export function verdictBy(kept: boolean): ItemVerdict {
  return kept ? { kept, why: 'above_rule' } : { kept, why: 'below_rule' };
}

/** Rules that end a panel; a null threshold is not used. */
export interface StopRules {
  readonly minRounds: number;
  readonly maxRounds: number;
  readonly stabilityThreshold: number | null;
  readonly agreementThreshold: number | null;
}

export interface PanelFigures {
  readonly roundNumber: number;
  /** The round dropped the last item. */
  readonly isEmptied: boolean;
  readonly w: number | null;
  readonly p: number | null;
  readonly change: number | null;
}

export type PanelStatus = 'active' | 'agreed' | 'stable' | 'dropped' | 'finished';

/** Below it a concordance is told from chance. */
const SIGNIFICANCE = 0.05;

/** Whether the round shows agreement: W at its threshold or above, and more than chance. */
export function showsAgreement(
  { w, p }: Pick<PanelFigures, 'w' | 'p'>,
  { agreementThreshold }: StopRules,
): boolean {
  return (
    agreementThreshold !== null && w !== null && p !== null && w >= agreementThreshold && p < SIGNIFICANCE
  );
}

/** Whether the round shows stability: W has changed by less than the threshold. */
export function showsStability(
  { change }: Pick<PanelFigures, 'change'>,
  { stabilityThreshold }: StopRules,
): boolean {
  return stabilityThreshold !== null && change !== null && Math.abs(change) < stabilityThreshold;
}

/**
 * A panel's status after a round, tested in this order: dropped (no item left), agreed, stable — both only from the
 * least number of rounds on — and finished where no round is left to come.
 */
export function judgePanel(figures: PanelFigures, rules: StopRules): PanelStatus {
  if (figures.isEmptied) return 'dropped';
  if (figures.roundNumber >= rules.minRounds) {
    if (showsAgreement(figures, rules)) return 'agreed';
    if (showsStability(figures, rules)) return 'stable';
  }
  return figures.roundNumber >= rules.maxRounds ? 'finished' : 'active';
}
