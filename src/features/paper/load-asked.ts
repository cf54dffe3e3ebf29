import { countsApart, ON_PAPER } from '../../kinds/all.ts';
import { type AskedOfExpert, loadAskedOfExperts } from '../../store/asked-on-paper.ts';
import type { Transaction } from '../../store/file/database.ts';

/** What a form of a round asks. @param expertIds left out: all who take part */
export function loadAsked(tx: Transaction, roundId: number, expertIds?: readonly number[]): AskedOfExpert[] {
  const kinds = { kinds: ON_PAPER, apart: ON_PAPER.filter(countsApart) };
  return loadAskedOfExperts(tx, roundId, { ...kinds, ...(expertIds && { expertIds }) });
}
