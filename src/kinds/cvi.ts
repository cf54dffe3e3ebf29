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
  whyDropped: () => plain('change.why.cvi'),
};
