import { verdictBy } from '../domain/verdict.ts';
import { plain } from '../texts/i18n.ts';
import { countOf, wordKind } from './choice/word-kind.ts';
import type { Kind } from './kind.ts';

const YES = 1;
const NO = 0;

/** `غربال`: yes or no to each item, a reason asked for with a no; what has more yes than no stays. */
export const screening: Kind = {
  ...wordKind({
    words: [
      [YES, 'expert.choice.yes'],
      [NO, 'expert.choice.no'],
    ],
    speakingFor: [YES],
    verdict: (ratings) => verdictBy(countOf(ratings, YES) > countOf(ratings, NO)),
  }),
  name: 'screening',
  rule: {
    name: 'item_kept_in_screening',
    version: 1,
    rule: 'in a screening round: more yes than no, or nobody rated the item; dropped in every panel',
  },
  asksReason: (value) => value !== YES,
  whyDropped: () => plain('change.why.screening'),
};
