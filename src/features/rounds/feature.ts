import type { Feature } from '../feature.ts';
import { prepareAnswer } from './answer-after-verdict.ts';
import { closeCommands, closePresses } from './close-feature.ts';
import { closeOverdueRounds } from './close-round.ts';
import { extendCommands } from './extend-feature.ts';
import { tellDeadline } from './extend-round.ts';
import { finishPresses } from './finish-feature.ts';
import { tellClosing } from './finish-study.ts';
import { openLargeRound } from './lay-out-round.ts';
import { openPresses } from './open-feature.ts';
import { protocolCommands, protocolPresses } from './protocol-feature.ts';
import { verdictCommands } from './verdict-commands-feature.ts';

/** Rounds open, move their deadline and close; the study ends. */
export const rounds = {
  commands: [...closeCommands, ...extendCommands, ...protocolCommands, ...verdictCommands],
  presses: [...closePresses, ...finishPresses, ...openPresses, ...protocolPresses],
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
  tellings: { 'closing-letter': tellClosing, 'deadline-moved': tellDeadline },
  due(tx, at) {
    const isClosed = closeOverdueRounds(tx, at) > 0;
    return { jobs: isClosed, told: isClosed };
  },
} satisfies Feature;
