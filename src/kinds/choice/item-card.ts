import type { Gist, ItemJudgement } from '../../domain/judged-round.ts';
import type { CardState } from '../card-state.ts';
import type { Kind } from '../kind.ts';
import type { Choice } from './choice.ts';

/** One item as its expert sees it: with what can be chosen, and in what words the panel's answers are told. */
export interface ItemCard extends CardState {
  readonly choices: readonly Choice[];
  readonly ratings: Kind['ratings'];
  gist(item: ItemJudgement): Gist | null;
  /** A point of the spread: its number, or its word. */
  pointName(value: number): string;
  /** Where the answer is written, and not chosen. */
  readonly written?: WrittenAnswer;
}

/** How an item is told of whose answer is written. */
export interface WrittenAnswer {
  readonly howTo: string;
  /** Whether the own previous answer can be given again. */
  readonly keepable: boolean;
  words(value: number): string;
  /** What a panel said. @param panel its name; null: it goes without saying */
  feedback(judged: ItemJudgement, panel: string | null): string;
}

/** An own answer in words; undefined where it can be given no more. */
export function wordsOf({ written, choices }: ItemCard, value: number): string | undefined {
  return written ? written.words(value) : choices.find((choice) => choice.value === value)?.label;
}
