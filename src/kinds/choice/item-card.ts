import type { CardState } from '../card-state.ts';
import type { Choice } from './choice.ts';

/** One item as its expert sees it, with what can be chosen. */
export interface ItemCard extends CardState {
  readonly choices: readonly Choice[];
}
