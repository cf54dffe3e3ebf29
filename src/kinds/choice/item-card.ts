import type { AskedItem } from '../../domain/answering.ts';
import type { Choice } from '../../domain/kinds.ts';
import type { OthersReasons } from '../../domain/others-reasons.ts';
import type { Feedback } from './feedback.ts';

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
  readonly standing: Standing;
  readonly hasReason: boolean;
}

/** One item as its expert sees it. */
export interface ItemCard {
  readonly questionnaireId: number;
  readonly answerId: number;
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
  readonly choices: readonly Choice[];
  readonly asked: AskedItem;
  readonly reason: string | null;
  readonly feedback: readonly Feedback[];
  /** The round's first card offers to keep all previous ratings. */
  readonly offersKeepAll: boolean;
  /** Of the item's panels that have some to show. */
  readonly othersReasons: readonly PanelReasons[];
  readonly standing: Standing;
  readonly justAnswered: JustAnswered | null;
  readonly screen: 'item' | 'reason' | 'reasons' | 'definition';
}
