import type { Feature } from '../feature.ts';
import { drawFunnel } from './draw-funnel.ts';
import { funnelCommands, funnelPresses } from './funnel-feature.ts';

/** How a study's items became fewer. */
export const funnel = {
  commands: funnelCommands,
  presses: funnelPresses,
  jobs: {
    'funnel-picture': {
      run: drawFunnel,
      asker: { forFacilitator: true },
      verdicts: 'awaits',
      working: null,
      failed: 'facilitator.job.failed.funnelPicture',
    },
  },
} satisfies Feature;
