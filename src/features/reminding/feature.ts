import { needRound } from '../../store/rounds.ts';
import { runsStudy } from '../../store/studies.ts';
import type { Feature } from '../feature.ts';
import { remindCommands, remindPresses } from './remind-feature.ts';
import { remindNext } from './remind-now.ts';
import { sendDueReminders } from './send-reminders.ts';
import { composeUnopenedNote, queueUnopenedNotes } from './unopened-note.ts';

/** Who has not handed in is reminded; and the facilitator is told who has not even begun. */
export const reminding = {
  commands: remindCommands,
  presses: remindPresses,
  due(tx, at, { quietHours, zone }) {
    const { queued, more } = sendDueReminders(tx, at, { quietHours, zone });
    const notes = queueUnopenedNotes(tx, at, { quietHours, zone });
    return { told: queued + notes > 0, more };
  },
  tellings: { reminder: remindNext },
  messages: {
    // Told once; `/status` shows it anyway.
    unopened: {
      ifUnknown: 'never',
      keepsQuiet: () => true,
      reaches: (tx, { roundId }, accountId) => runsStudy(tx, accountId, needRound(tx, roundId).studyId),
      render: ({ db }, { roundId }) => composeUnopenedNote(db, roundId),
    },
  },
} satisfies Feature;
