import { askedWhenRendered } from '../../delivery/outgoing-kind.ts';
import type { Feature } from '../feature.ts';
import { composePaperNews } from './compose-paper-news.ts';
import { formCommands, formPresses } from './form-feature.ts';
import { sendForms } from './send-forms.ts';

/** Answers given on paper: a form goes out, and comes back filled in by a facilitator. */
export const paper = {
  commands: formCommands,
  presses: formPresses,
  jobs: {
    form: {
      run: sendForms,
      asker: { forFacilitator: true },
      working: 'facilitator.job.working.form',
      failed: 'facilitator.job.failed.form',
    },
  },
  messages: {
    // Somebody else has entered answers in the expert's name.
    'paper-kept': {
      ifUnknown: 'again',
      reaches: askedWhenRendered,
      keepsQuiet: () => true,
      render: ({ db, ...to }, args) => composePaperNews(db, args, to),
    },
  },
} satisfies Feature;
