import type { Feature } from '../feature.ts';
import { historyCommands, historyPresses } from './history-feature.ts';
import { sendHistoryFile } from './send-history-file.ts';

/** Experts read what they answered, and what is known of them. */
export const history = {
  commands: historyCommands,
  presses: historyPresses,
  jobs: {
    'history-file': {
      run: sendHistoryFile,
      asker: { forFacilitator: false },
      working: 'facilitator.job.working.history-file',
      failed: 'facilitator.job.failed.history-file',
    },
  },
} satisfies Feature;
