import type { Feature } from '../feature.ts';
import { prepareAnswer } from './answer-after-verdict.ts';
import { openLargeRound } from './lay-out-round.ts';

/** Rounds open, move their deadline and close; the study ends. */
export const rounds = {
  jobs: {
    'open-round': {
      run: (job, tools) => openLargeRound(tools.db, job, tools),
      asker: { forFacilitator: true },
      mustEnd: true,
      lane: 'round',
      working: 'facilitator.job.working.open-round',
      failed: 'facilitator.job.failed.open-round',
    },
    'after-verdict': {
      run: (job, tools) => prepareAnswer(tools.db, job, tools),
      asker: { forFacilitator: true },
      verdicts: 'awaits',
      working: 'facilitator.job.working.after-verdict',
      failed: 'facilitator.job.failed.after-verdict',
    },
  },
} satisfies Feature;
