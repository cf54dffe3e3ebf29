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
  whyDropped: () => plain('change.why.cvr'),
};
