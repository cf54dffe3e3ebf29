import type { Feature } from '../feature.ts';
import { readSentWorkbook } from './read-sent-workbook.ts';
import { sendStarterWorkbook } from './send-starter-workbook.ts';
import { readWhyChanged, workbooksCommands, workbooksPresses, workbooksSaid } from './workbooks-feature.ts';

/** A study comes from a workbook, and changes by one. */
export const workbooks = {
  commands: workbooksCommands,
  presses: workbooksPresses,
  said: workbooksSaid,
  dialogs: { 'why-changed': { who: 'facilitator', read: readWhyChanged } },
  jobs: {
    'read-workbook': {
      run: (job, tools, signal) => readSentWorkbook(job, { ...tools, signal }),
      asker: { forFacilitator: true },
      working: 'facilitator.job.working.read-workbook',
      failed: 'facilitator.job.failed.read-workbook',
    },
    'starter-workbook': {
      run: (job, { now }) => sendStarterWorkbook(job, now),
      asker: { forFacilitator: true },
      working: 'facilitator.job.working.starter-workbook',
      failed: 'facilitator.job.failed.starter-workbook',
    },
  },
} satisfies Feature;
