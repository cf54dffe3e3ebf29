import type { OwnAnswer } from '../domain/answering.ts';
import type { ItemJudgement } from '../domain/judged-round.ts';
import type { NumberBounds } from '../domain/number-bounds.ts';
import type { OthersReasons } from '../domain/others-reasons.ts';
import type { ScalePoint } from '../domain/study-draft.ts';
import type { KeepAllOffer } from '../messages/keep-all.ts';

/** What a panel said of an item in its previous round of the same kind. */
export interface Feedback {
  readonly panelName: string;
  /** Null: too few answers to show any. */
  readonly judged: ItemJudgement | null;
}

/** Reasons that other experts of a panel gave for their answers to the item in the previous round. */
export interface PanelReasons extends OthersReasons {
  readonly panelName: string;
}

/**
 * Whether the expert can say to stand by the own answer: `none` where it agrees with the panel's, `offered` by a button
 * where it differs, `stated` where the expert has said so.
 */
export type StandBy = 'none' | 'offered' | 'stated';

/** The item answered just before this card: its reason may still be added from here. */
export interface JustAnswered {
  readonly answerId: number;
  readonly position: number;
  readonly asksReason: boolean;
  readonly hasReason: boolean;
}

/** Where a card stands in the sittings of a large round. */
export interface SittingPlace {
  /** Its number among the sittings, from 1, and how many there are. */
  readonly number: number;
  readonly sittings: number;
  /** Positions of its first and last step. */
  readonly first: number;
  readonly last: number;
  /** On the last step, the next sitting with something open, and the step to go on with; null: there is none. */
  readonly following: { readonly number: number; readonly next: number } | null;
}

/** What every card of an expert's round depends on. */
export interface AnyCardState {
  readonly questionnaireId: number;
  readonly roundNumber: number;
  /** Index among the steps of the round, from 0. */
  readonly position: number;
  readonly steps: number;
  /** Whether some step asks something other than one item; left out: none does. */
  readonly isMixed?: boolean;
  /** Null or left out: the round is answered in one go. */
  readonly sitting?: SittingPlace | null;
  /**
   * For what is still open (in the sitting, where there are any), at the panel's own pace; null where nothing is open.
   */
  readonly minutesLeft: number | null;
  readonly question: string;
  /** The expert has more than one panel in the round: only then is the card's panel named. */
  readonly sitsOnSeveral: boolean;
  /** Only on the round's first card, and only where there are previous ratings to keep; else null. */
  readonly keepAll: KeepAllOffer | null;
}

/** What a card about one panel depends on. */
export interface StepState extends AnyCardState {
  readonly panelId: number;
  readonly panelName: string;
  /** Whether any other step is open, and whether the round is handed in. */
  readonly othersOpen: boolean;
  readonly handedIn: boolean;
  readonly screen: 'panel' | 'details';
  /** Page of the screen `details`, from 0. */
  readonly page: number;
}

/** Everything that an expert's card of a call for proposals depends on. */
export interface ProposalsCardState extends StepState {
  /** The expert's own ideas, in the order written. */
  readonly ideas: readonly { readonly proposalId: number; readonly text: string }[];
  /** An idea that was taken off can be put back. */
  readonly canBringBack: boolean;
}

/** Everything that an expert's card of a panel's items depends on. */
export interface PanelCardState extends StepState {
  /** In the order first shown. */
  readonly items: readonly PanelItem[];
  /** The answer chosen on the card; null: none. */
  readonly chosenId: number | null;
  /** Whether the panel had a round of this kind before, and its outcome where enough answered to show it. */
  readonly hasBefore: boolean;
  readonly before: RatingsBefore | null;
}

/** An item on a panel's card. */
export interface PanelItem {
  readonly itemId: number;
  readonly title: string;
  readonly definition: string;
  readonly answer: OwnAnswer;
}

/** The panel's last round of the kind, over the items still left. */
export interface RatingsBefore {
  readonly itemIds: readonly number[];
  /** One row for each expert who rated all of them, one column an item. */
  readonly ratings: readonly (readonly number[])[];
}

/** Everything that an expert's card of one item depends on. */
export interface CardState extends AnyCardState {
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly panelNames: readonly string[];
  /** The study's scale. */
  readonly scale: readonly ScalePoint[];
  /** The item's bounds, where numbers are written. */
  readonly bounds: NumberBounds;
  readonly answer: OwnAnswer;
  readonly reason: string | null;
  readonly feedback: readonly Feedback[];
  /** From those of the item's panels that have reasons to show. */
  readonly othersReasons: readonly PanelReasons[];
  readonly standBy: StandBy;
  readonly justAnswered: JustAnswered | null;
  readonly screen: 'item' | 'reason' | 'reasons' | 'details';
}
