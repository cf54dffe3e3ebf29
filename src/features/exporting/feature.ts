import type { Command } from '../../bot/command.ts';
import { queueJob } from '../../store/jobs.ts';
import type { Feature } from '../feature.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';

/** `/export`: all files of the study in one archive, built in the background. */
const exportCommands: readonly Command[] = [
  {
    name: 'export',
    menus: { facilitator: { place: 150, text: 'menu.facilitator.export' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        queueJob(tx, {
          key: ctx.jobKey('export'),
          kind: 'export',
          accountId: ctx.account.id,
          studyId: study.id,
          args: {},
          createdAt: ctx.at,
        });
        ctx.jobWaits();
      }),
  },
];

/** All files of a study in one archive. */
export const exporting = {
  commands: exportCommands,
  jobs: {
    export: {
      // What is loaded for files alone takes a start no time, and a program at rest no memory.
      run: async (job, tools) => (await import('./export-study.ts')).runExport(job, tools),
      asker: { forFacilitator: true },
      verdicts: 'awaits',
      working: 'facilitator.job.working.export',
      failed: 'facilitator.job.failed.export',
    },
  },
} satisfies Feature;
