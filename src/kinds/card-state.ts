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
 * Whether the expert can say to stand by the own answer: not where it is among the panel's, by a button where it differs,
 * and `stated` where it was said.
 */
export type StandBy = 'none' | 'offered' | 'stated';

/** The item that was answered just before this card came: its reason may still be added from here. */
export interface JustAnswered {
  readonly answerId: number;
  readonly position: number;
  readonly asksReason: boolean;
  readonly hasReason: boolean;
}

/** Where a card stands in the sittings of a large round. */
export interface SittingPlace {
  /** Among them, from 1, and how many there are. */
  readonly number: number;
  readonly sittings: number;
  /** Positions of its first and last step. */
  readonly first: number;
  readonly last: number;
  /** The next one with something open, and the step that it goes on with; null: there is none. */
  readonly following: { readonly number: number; readonly next: number } | null;
}

/** What every card of an expert's round depends on. */
export interface AnyCardState {
  readonly questionnaireId: number;
  readonly roundNumber: number;
  /** Among the steps of the round, from 0. */
  readonly position: number;
  readonly steps: number;
  /** Not all steps put one item; left out: they do. */
  readonly isMixed?: boolean;
  /** Null or left out: the round is answered at one go. */
  readonly sitting?: SittingPlace | null;
  /** For what is still open, of the sitting where there are any, by the panel's own pace; null where nothing is. */
  readonly minutesLeft: number | null;
  readonly question: string;
  /** The expert's panels in the round are more than one: only then is the card's named. */
  readonly sitsOnSeveral: boolean;
  /** Not null on the round's first card, where there are previous ratings to keep. */
  readonly keepAll: KeepAllOffer | null;
}

/** What a card that is one panel's depends on. */
export interface StepState extends AnyCardState {
  readonly panelId: number;
  readonly panelName: string;
  /** Whether any other step is open, and whether the round is handed in. */
  readonly othersOpen: boolean;
  readonly handedIn: boolean;
  readonly screen: 'panel' | 'details';
  /** Of what the screen `details` tells, from 0. */
  readonly page: number;
}

/** Everything that an expert's card of a call for proposals depends on. */
export interface ProposalsCardState extends StepState {
  /** The own ones, in the order written. */
  readonly ideas: readonly { readonly proposalId: number; readonly text: string }[];
  /** One that was taken off can be put back. */
  readonly canBringBack: boolean;
}

/** Everything that an expert's card of a panel's items depends on. */
export interface PanelCardState extends StepState {
  /** In the order first shown. */
  readonly items: readonly PanelItem[];
  /** The answer that is chosen on the card; null: none. */
  readonly chosenId: number | null;
  /** Whether the panel had a round of the kind before; and what came of it, where enough answered to show any. */
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

/** What a panel's last round of the kind said of the items that are left of it. */
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
  /** The study's. */
  readonly scale: readonly ScalePoint[];
  /** The item's, of numbers that are written. */
  readonly bounds: NumberBounds;
  readonly answer: OwnAnswer;
  readonly reason: string | null;
  readonly feedback: readonly Feedback[];
  /** Of the item's panels that have some to show. */
  readonly othersReasons: readonly PanelReasons[];
  readonly standBy: StandBy;
  readonly justAnswered: JustAnswered | null;
  readonly screen: 'item' | 'reason' | 'reasons' | 'details';
}
