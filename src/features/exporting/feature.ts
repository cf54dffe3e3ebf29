import type { Feature } from '../feature.ts';
import { exportCommands } from './export-feature.ts';
import { type BuildArchive, runExport } from './export-study.ts';

/** All files of a study in one archive. */
export const exporting = {
  commands: exportCommands,
  jobs: {
    export: {
      async run(job, { db, run, now, zone }) {
        const build: BuildArchive = (studyId, circumstances) =>
          run('export-study', { databaseFile: db.$client.name, studyId, ...circumstances });
        await runExport(db, job, { build, now, zone });
        return undefined;
      },
      asker: { forFacilitator: true },
      verdicts: 'awaits',
      working: 'facilitator.job.working.export',
      failed: 'facilitator.job.failed.export',
    },
  },
} satisfies Feature;
