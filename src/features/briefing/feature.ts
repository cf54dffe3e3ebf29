import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import type { Feature } from '../feature.ts';
import { briefingCommands, briefingPresses, readSentBriefing } from './briefing-feature.ts';
import { readBriefing, tellBriefing } from './prepare-briefing.ts';
import { composeBriefing } from './tell-briefing.ts';

/** Experts are told what they are to do before they do it, and confirm it. */
export const briefing = {
  commands: briefingCommands,
  presses: briefingPresses,
  dialogs: { briefing: { who: 'facilitator', read: readSentBriefing } },
  jobs: {
    'read-briefing': {
      run: readBriefing,
      asker: { forFacilitator: true },
      working: 'facilitator.job.working.read-briefing',
      failed: 'facilitator.job.failed.read-briefing',
    },
  },
  tellings: { briefing: tellBriefing },
  messages: {
    // Who has not heard it answers without it.
    briefing: {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      keepsQuiet: ({ atOnce }) => !atOnce,
      render: ({ db, accountId }, args) => composeBriefing(db, args, accountId),
    },
  },
} satisfies Feature;
