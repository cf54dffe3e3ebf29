import { verdictBy } from '../domain/verdict.ts';
import { itemContentValidity, SMALLEST_ITEM_INDEX } from '../statistics/content-validity.ts';
import { plain } from '../texts/i18n.ts';
import { wordKind } from './choice/word-kind.ts';
import type { Kind } from './kind.ts';

const IRRELEVANT = 1;
const SOMEWHAT_RELEVANT = 2;
const RELEVANT = 3;
const HIGHLY_RELEVANT = 4;

/** `روایی CVI`: what enough experts call relevant, in the upper two of four words, stays. */
export const cvi: Kind = {
  ...wordKind({
    words: [
      [IRRELEVANT, 'expert.choice.irrelevant'],
      [SOMEWHAT_RELEVANT, 'expert.choice.somewhatRelevant'],
      [RELEVANT, 'expert.choice.relevant'],
      [HIGHLY_RELEVANT, 'expert.choice.highlyRelevant'],
    ],
    speakingFor: [RELEVANT, HIGHLY_RELEVANT],
    verdict: (ratings) => verdictBy(itemContentValidity(ratings)! >= SMALLEST_ITEM_INDEX),
  }),
  name: 'cvi',
  rule: {
    name: 'item_kept_in_cvi',
    version: 1,
    rule: 'in a CVI round: at least 0.78 of the ratings are 3 or 4 of 4, or nobody rated the item; dropped in every panel',
  },
  whyDropped: () => plain('change.why.cvi'),
};
