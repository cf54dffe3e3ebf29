import type { RatingDescription } from '../statistics/describe-ratings.ts';
import type { RoundComparison } from './compare-rounds.ts';
import type { RoundKind } from './study-draft.ts';
import type { ItemVerdict, PanelStatus } from './verdict.ts';
import type { VerdictRules } from './verdict-rules.ts';

/** Kendall's W of a panel's round, with the figures derived from it. */
export interface Concordance {
  readonly w: number | null;
  readonly wUncorrected: number | null;
  readonly chi2: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly pPermutation: number | null;
  readonly meanSpearman: number | null;
  /** W less the W of the panel's last round of the same kind. */
  readonly change: number | null;
  /** The same, over the items and raters common to both rounds. */
  readonly changeCommon: number | null;
  /**
   * The number of common raters; null in a panel's first round of the kind. Absent, as all below, where an earlier
   * version judged.
   */
  readonly commonRaters?: number | null;
  readonly commonItems?: number | null;
  /** The smallest and the largest W with one rater left out. */
  readonly wLow?: number | null;
  readonly wHigh?: number | null;
  /** The mean of W under chance alone. */
  readonly wChance?: number | null;
  /** W from ratings that may have gaps: told where few raters are complete, and read by no rule. */
  readonly wAvailable?: number | null;
  /** The mean of all pairwise Spearman correlations. */
  readonly meanSpearmanPairwise?: number | null;
  /** What `pPermutation` estimates, counted; null where the arrangements are too many. Read by no rule. */
  readonly pExact?: number | null;
  /** Raters who rated all items the same. */
  readonly flatRaters?: number | null;
  /** Share (0–1) of the unchanged ratings that were kept with all others by one press; 0 where none is unchanged. */
  readonly keptInBulk?: number | null;
}

/** W, and how many raters and items it is based on. */
export interface WBase {
  readonly w: number | null;
  readonly raters: number;
  readonly items: number;
}

/** What judging a round says of one item. */
export interface ItemJudgement extends RatingDescription, ItemVerdict {
  readonly itemId: number;
  /**
   * The same counts over all judges, each counted once, where several panels judged the item in one round; else null.
   */
  readonly judgesCounts: Readonly<Record<string, number>> | null;
  /** How experts moved since the last round; null where the kind does not compare, or an earlier version judged. */
  readonly compared: RoundComparison | null;
  /** Experts who said that they have no opinion. */
  readonly noOpinion: number;
}

/** A panel's ratings of an item summed up in one figure. */
export type Gist =
  | { readonly mean: number; readonly median: number | null }
  /**
   * The share (0–1) of ratings that chose what speaks for the item, that choice in words, and its index of validity in
   * words.
   */
  | { readonly share: number; readonly choice: string; readonly index?: string }
  /** The mean place among `of` items; the lowest is the best. */
  | { readonly place: number; readonly of: number; readonly median: number | null }
  /** Numbers in a measure of the item's own: not comparable between items. */
  | { readonly median: number; readonly q1: number; readonly q3: number };

/** What judging a round says of one panel; frozen from then on. */
export interface PanelJudgement {
  /** The rules by which it was judged. */
  readonly rules: VerdictRules;
  readonly items: readonly ItemJudgement[];
  /** Experts with at least one rating. */
  readonly answered: number;
  /** Experts who handed in. */
  readonly submitted: number;
  /** Experts with ratings that were not handed in; they count all the same. */
  readonly notHandedIn: number;
  /** Experts with a rating of every item: only they enter W. */
  readonly raters: number;
  /** Null in kinds of rounds that have none. */
  readonly concordance: Concordance | null;
  /** Share (0–1) of ratings equal to the expert's own of the previous round; null where none has a previous one. */
  readonly unchangedShare: number | null;
  /** The panel's status after the round. */
  readonly verdict: PanelStatus;
}

/** The outcome of one panel's closed round: whatever tells of a judged round takes it from this. */
export interface JudgedRound extends PanelJudgement {
  readonly panelRoundId: number;
  readonly panel: { readonly id: number; readonly code: string; readonly name: string };
  /** The study's round: a panel may skip one. */
  readonly number: number;
  readonly kind: RoundKind;
  /** Which round of its kind it was for the panel, from 1. */
  readonly roundOfKind: number;
  readonly openedAt: Date;
  /** The moment from which answers were refused. */
  readonly closedAt: Date;
  /** Experts with a seat on the panel when the round opened. */
  readonly invited: number;
  /**
   * Answers or proposals that came on paper, and of how many experts: whoever typed them knows whose they are. Null:
   * the author of some proposal was forgotten.
   */
  readonly onPaper: { readonly answers: number; readonly experts: number | null };
  /** The number of the panel's last round of the same kind; null in its first. */
  readonly previousNumber: number | null;
  /** What that round's W was based on; null in the panel's first. */
  readonly previousW: WBase | null;
  /** The number of proposals written in it, where its kind calls for them. */
  readonly ideas: number;
  /** In the order asked. */
  readonly items: readonly JudgedItem[];
}

export interface JudgedItem extends ItemJudgement {
  readonly code: string;
  /** Its wording in that round. */
  readonly title: string;
  /** The rule's own verdict; `kept` and `why` are what holds, which differs where a person has decided since. */
  readonly ruled: ItemVerdict;
  /** Whether it left the panel with this round, by its own verdict or by another panel's. */
  readonly left: boolean;
  /** The unit of the numbers written for it; empty where there is none. */
  readonly measure: string;
  /** Holm's p of `compared.wilcoxonP` among the items of the panel's round; null where that is. */
  readonly wilcoxonHolm: number | null;
}
