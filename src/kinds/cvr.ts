import { verdictBy } from '../domain/verdict.ts';
import { criticalEssential } from '../statistics/cvr-critical.ts';
import { plain } from '../texts/i18n.ts';
import { countOf, wordKind } from './choice/word-kind.ts';
import type { Kind } from './kind.ts';

const ESSENTIAL = 3;
const USEFUL = 2;
const UNNECESSARY = 1;

/** `روایی CVR`: what enough experts call essential stays. */
export const cvr: Kind = {
  ...wordKind({
    words: [
      [ESSENTIAL, 'expert.choice.essential'],
      [USEFUL, 'expert.choice.useful'],
      [UNNECESSARY, 'expert.choice.unnecessary'],
    ],
    speakingFor: [ESSENTIAL],
    verdict: (ratings) => {
      const critical = criticalEssential(ratings.length);
      return verdictBy(critical !== null && countOf(ratings, ESSENTIAL) >= critical);
    },
  }),
  name: 'cvr',
  rule: {
    name: 'item_kept_in_cvr',
    version: 1,
    rule: 'in a CVR round: as many of n ratings are essential as the exact one-tailed binomial test at 5 % asks for, the smallest k with P(X >= k | n, 1/2) <= 0.05 (none is enough where n is below 5), or nobody rated the item; dropped in every panel',
  },
  whyDropped: () => plain('change.why.cvr'),
};
