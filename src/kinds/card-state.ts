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
export type Standing = 'none' | 'offered' | 'stated';

/** The item that was answered just before this card came: its reason may still be added from here. */
export interface JustAnswered {
  readonly answerId: number;
  readonly position: number;
  readonly asksReason: boolean;
  readonly hasReason: boolean;
}

/** Everything that an expert's card of one item depends on. */
export interface CardState {
  readonly questionnaireId: number;
  readonly roundNumber: number;
  readonly position: number;
  readonly items: number;
  /** For what is still open, by the panel's own pace; null where nothing is. */
  readonly minutesLeft: number | null;
  readonly question: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly panelNames: readonly string[];
  /** The expert's panels in the round are more than one: only then is the item's named. */
  readonly sitsOnSeveral: boolean;
  /** The study's. */
  readonly scale: readonly ScalePoint[];
  /** The item's, of numbers that are written. */
  readonly bounds: NumberBounds;
  readonly answer: OwnAnswer;
  readonly reason: string | null;
  readonly feedback: readonly Feedback[];
  /** Not null on the round's first card, where there are previous ratings to keep. */
  readonly keepAll: KeepAllOffer | null;
  /** Of the item's panels that have some to show. */
  readonly othersReasons: readonly PanelReasons[];
  readonly standing: Standing;
  readonly justAnswered: JustAnswered | null;
  readonly screen: 'item' | 'reason' | 'reasons' | 'details';
}
