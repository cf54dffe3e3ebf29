import type { Gist, ItemJudgement } from '../../domain/judged-round.ts';
import type { CardState } from '../card-state.ts';
import type { Kind } from '../kind.ts';
import type { Choice } from './choice.ts';

/** One item as its expert sees it: the choices, and the words for the panel's answers. */
export interface ItemCard extends CardState {
  readonly choices: readonly Choice[];
  readonly ratings: Kind['ratings'];
  gist(item: ItemJudgement): Gist | null;
  /** What a point of the spread is called: its number, or its word. */
  pointName(value: number): string;
  /** Present where the answer is written instead of chosen. */
  readonly written?: WrittenAnswer;
}

/** What the card shows of an item whose answer is written. */
export interface WrittenAnswer {
  readonly howTo: string;
  /** Whether the own previous answer can be given again. */
  readonly keepable: boolean;
  words(value: number): string;
  /** What a panel said. @param panel its name; null: it need not be named */
  feedback(judged: ItemJudgement, panel: string | null): string;
}

/** An own answer in words; undefined where it can no longer be given. */
export function wordsOf({ written, choices }: ItemCard, value: number): string | undefined {
  return written ? written.words(value) : choices.find((choice) => choice.value === value)?.label;
}
