import { statSync } from 'node:fs';
import { keepForgottenList } from '../../store/file/forgotten-list.ts';
import { needForgetting } from '../../store/forgettings.ts';
import { runsStudy } from '../../store/studies.ts';
import type { Feature } from '../feature.ts';
import { runsStudyOf } from '../studies/runs-study-of.ts';
import { carryOutForgetting } from './carry-out-forgetting.ts';
import { forgetCommands, forgetPresses } from './forget-feature.ts';
import { forgetDueStudies } from './forget-names.ts';
import { composeForgettingSoon, composeForgotten } from './tell-of-forgetting.ts';

/** Names are removed: of one expert, or of a whole study. */
export const forgetting = {
  commands: forgetCommands,
  presses: forgetPresses,
  jobs: {
    forget: {
      run(job, tools, signal) {
        const file = tools.db.$client.name;
        const scrub = (scrubbing: AbortSignal) => tools.runApart('scrub-database', { file }, scrubbing);
        const keepList = () => void keepForgottenList(tools.db, tools.shelf);
        return carryOutForgetting(
          job,
          { ...tools, scrub, keepList, bytes: () => statSync(file).size },
          signal,
        );
      },
      asker: { forFacilitator: true },
      mustEnd: true,
      // Who is forgotten has another id afterwards: nothing may read the study meanwhile.
      lane: 'roundAndStudy',
      concernsOthers: true,
      working: 'facilitator.job.working.forget',
      failed: 'facilitator.job.failed.forget',
    },
  },
  messages: {
    // Whoever is not told looks for names that are gone.
    'names-forgotten': {
      ifUnknown: 'again',
      reaches: (tx, { forgettingId }, accountId) =>
        runsStudyOf(tx, accountId, needForgetting(tx, forgettingId)),
      keepsQuiet: () => true,
      render: ({ db }, { forgettingId }) => composeForgotten(db, forgettingId),
    },
    // A week's notice, and nothing to be done twice.
    'forgetting-soon': {
      ifUnknown: 'again',
      reaches: (tx, { studyId }, accountId) => runsStudy(tx, accountId, studyId),
      keepsQuiet: () => true,
      render: ({ db, zone }, { studyId }) => composeForgettingSoon(db, studyId, zone),
    },
  },
  due(tx, at) {
    const { queued, told } = forgetDueStudies(tx, at);
    return { jobs: queued, told };
  },
} satisfies Feature;
