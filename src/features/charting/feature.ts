import type { Feature } from '../feature.ts';
import { chartsCommands, chartsPresses } from './charts-feature.ts';
import { drawChart } from './draw-chart.ts';

/** The charts of a study. */
export const charting = {
  commands: chartsCommands,
  presses: chartsPresses,
  jobs: {
    chart: {
      run: drawChart,
      asker: { forFacilitator: true },
      verdicts: 'awaits',
      working: 'facilitator.job.working.chart',
      failed: 'facilitator.job.failed.chart',
    },
  },
} satisfies Feature;
