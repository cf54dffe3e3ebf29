import type { Feature } from '../feature.ts';
import { remindCommands, remindPresses } from './remind-feature.ts';
import { sendDueReminders } from './send-reminders.ts';

/** Who has not handed in is reminded. */
export const reminding = {
  commands: remindCommands,
  presses: remindPresses,
  due(tx, at, { quietHours, zone }) {
    const { queued, more } = sendDueReminders(tx, at, { quietHours, zone });
    return { told: queued > 0, more };
  },
} satisfies Feature;
