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
}
