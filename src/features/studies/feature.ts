import type { Feature } from '../feature.ts';
import { composeBeside } from './screens.ts';

/** What all that is shown of studies needs. */
export const studies = {
  jobs: {
    screen: {
      run: composeBeside,
      asker: { forFacilitator: true },
      lane: 'screen',
      working: 'facilitator.job.working.screen',
      failed: 'facilitator.job.failed.screen',
    },
  },
} satisfies Feature;
