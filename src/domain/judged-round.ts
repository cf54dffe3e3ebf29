import type { RatingDescription } from '../statistics/describe-ratings.ts';
import type { RoundComparison } from './compare-rounds.ts';
import type { RoundKind } from './study-draft.ts';
import type { ItemVerdict, PanelStatus } from './verdict.ts';
import type { VerdictRules } from './verdict-rules.ts';

/** Kendall's W of a panel's round, and what stands on it. */
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
  /** The same over the items and the raters that both rounds have. */
  readonly changeCommon: number | null;
  /** What that stands on; null in a panel's first round of the kind. Absent, as all below: an earlier version judged. */
  readonly commonRaters?: number | null;
  readonly commonItems?: number | null;
  /** The smallest and the largest W with one rater left out. */
  readonly wLow?: number | null;
  readonly wHigh?: number | null;
  /** What W is on average by chance alone. */
  readonly wChance?: number | null;
  /** W from ratings with gaps too: told where few raters are complete, and read by no rule. */
  readonly wAvailable?: number | null;
  /** The mean of the pairs' Spearman correlations. */
  readonly meanSpearmanPairwise?: number | null;
  /** Raters who gave every item one rating. */
  readonly flatRaters?: number | null;
  /** Share (0–1) of the unchanged ratings that were kept with all others at one press; 0 where none is unchanged. */
  readonly keptInBulk?: number | null;
}

/** W, and how many raters and items it is of. */
export interface WBase {
  readonly w: number | null;
  readonly raters: number;
  readonly items: number;
}

/** What judging a round says of one item. */
export interface ItemJudgement extends RatingDescription, ItemVerdict {
  readonly itemId: number;
  /** The same counts of all judges, each once, where several panels judged the item in one round; else null. */
  readonly judgesCounts: Readonly<Record<string, number>> | null;
  /** How experts moved since the last round; null where it is not asked, or an earlier version judged. */
  readonly compared: RoundComparison | null;
  /** Experts who said that they have no opinion. */
  readonly noOpinion: number;
}

/** What a panel's ratings of an item come to in one figure. */
export type Gist =
  | { readonly mean: number; readonly median: number | null }
  /** 0–1 of the ratings spoke for the item: were one of these choices, in words; its index of validity in words too. */
  | { readonly share: number; readonly choice: string; readonly index?: string }
  /** A mean place among so many items: the least is the best. */
  | { readonly place: number; readonly of: number; readonly median: number | null }
  /** Numbers of a measure of their own: between items they are not to be compared. */
  | { readonly median: number; readonly q1: number; readonly q3: number };

/** What judging a round says of one panel; frozen from then on. */
export interface PanelJudgement {
  /** Those by which it was judged. */
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

/** What one panel's closed round came to. Whatever tells of a judged round tells it from this. */
export interface JudgedRound extends PanelJudgement {
  readonly panelRoundId: number;
  readonly panel: { readonly id: number; readonly code: string; readonly name: string };
  /** The study's round: a panel may skip one. */
  readonly number: number;
  readonly kind: RoundKind;
  /** The how many-th round of its kind it was for the panel, from 1. */
  readonly roundOfKind: number;
  readonly openedAt: Date;
  /** The moment from which answers were refused. */
  readonly closedAt: Date;
  /** Experts with a seat on the panel when the round opened. */
  readonly invited: number;
  /**
   * Answers or proposals that came on paper, and of how many experts: whoever typed them knows them. Null: whose a
   * proposal is was forgotten.
   */
  readonly onPaper: { readonly answers: number; readonly experts: number | null };
  /** The number of the panel's last round of the same kind; null in its first. */
  readonly previousNumber: number | null;
  /** What that round's W stood on; null in the panel's first. */
  readonly previousW: WBase | null;
  /** Proposals that were written in it, where its kind calls for them. */
  readonly ideas: number;
  /** In the order asked. */
  readonly items: readonly JudgedItem[];
}

export interface JudgedItem extends ItemJudgement {
  readonly code: string;
  /** As it was worded in that round. */
  readonly title: string;
  /** The rule's verdict; `kept` and `why` are what holds, which is another where a person has decided since. */
  readonly ruled: ItemVerdict;
  /** Whether it left the panel with this round, by its own verdict or by another panel's. */
  readonly left: boolean;
  /** Holm's p of `compared.wilcoxonP` among the items of the panel's round; null where that is. */
  readonly wilcoxonHolm: number | null;
}
