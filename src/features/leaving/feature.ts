import { loadExpert } from '../../store/experts.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { composeExpertLeft } from './tell-of-leaving.ts';

/** Experts leave a study. */
export const leaving = {
  messages: {
    // `/status` shows it all the time.
    'expert-left': {
      ifUnknown: 'never',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, { expertId }) => composeExpertLeft(db, expertId),
    },
  },
} satisfies Feature;
