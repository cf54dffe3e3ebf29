import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { leaveCommands, leavePresses } from './leave-feature.ts';
import { composeExpertLeft } from './leave-study.ts';
import { composeRemoval } from './tell-of-removal.ts';

/** Experts leave a study. */
export const leaving = {
  commands: leaveCommands,
  presses: leavePresses,
  messages: {
    // `/status` shows it all the time.
    'expert-left': {
      ifUnknown: 'never',
      reaches: (tx, { expertId }, accountId) => runsStudyOf(tx, accountId, loadExpert(tx, expertId)),
      render: ({ db }, { expertId }) => composeExpertLeft(db, expertId),
    },
    'expert-removed': {
      ifUnknown: 'never',
      reaches: askedWhenRendered,
      keepsQuiet: () => true,
      render: ({ db, accountId }, { studyId }) => composeRemoval(db, studyId, accountId),
    },
  },
} satisfies Feature;
