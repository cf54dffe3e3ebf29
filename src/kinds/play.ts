import type { Temper } from '../domain/invented-expert.ts';

/** A message as a person sees it at the phone. */
export interface CardAtPhone {
  /** Without the invisible marks that steer its direction. */
  readonly text: string;
  /** What its buttons say, row by row. */
  readonly buttons: readonly string[];
}

/** Who answers a card in a rehearsal, and what they know of the study. */
export interface InventedExpert {
  readonly seed: number;
  /** The expert's place in the workbook, from 0. */
  readonly expert: number;
  readonly temper: Temper;
  readonly round: number;
  /** Identifies the card's item in every round. */
  readonly item: string;
  /** The scale's labels, lowest value first. */
  readonly scaleLabels: readonly string[];
}

/** How invented experts answer a kind of round: they know its card by sight only, as people do. */
export interface Play {
  recognises(card: CardAtPhone): boolean;
  /** The label that the expert presses next, or the message they write. */
  next(card: CardAtPhone, expert: InventedExpert): { readonly press: string } | { readonly write: string };
}
