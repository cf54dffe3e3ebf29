import { CALLING, countsApart, ON_PAPER } from '../../kinds/all.ts';
import {
  type AskedOfExpert,
  type CallOfExpert,
  loadAskedOfExperts,
  loadCallsOfExperts,
} from '../../store/asked-on-paper.ts';
import type { Transaction } from '../../store/file/database.ts';

/** What a form of a round asks: items, and panels' calls for proposals. */
export interface Asked {
  readonly items: readonly AskedOfExpert[];
  readonly calls: readonly CallOfExpert[];
}

/** @param expertIds left out: all who take part */
export function loadAsked(tx: Transaction, roundId: number, expertIds?: readonly number[]): Asked {
  const whose = expertIds && { expertIds };
  const kinds = { kinds: ON_PAPER, apart: ON_PAPER.filter(countsApart) };
  return {
    items: loadAskedOfExperts(tx, roundId, { ...kinds, ...whose }),
    calls: loadCallsOfExperts(tx, roundId, { kinds: CALLING, ...whose }),
  };
}
