/** Most automatic reminders to one expert in one round: more of them drive people away. */
export const MOST_REMINDERS = 3;

/**
 * Whether a slot reminds an expert. Where there are more slots than reminders, the last ones are used: nearer to the
 * deadline they bring more answers.
 *
 * @param sent automatic reminders that this expert had in this round
 * @param later slots that are still to come
 */
export function mayRemind({ sent, later }: { sent: number; later: number }): boolean {
  return sent + 1 + later <= MOST_REMINDERS;
}

/** Which of a round's reminders this is for its expert: each is worded differently. */
export type ReminderTurn = 'first' | 'again' | 'last';

const NEAR_THE_DEADLINE = 24 * 60 * 60 * 1000;

/**
 * @param sent reminders of any kind that the expert has had in this round
 * @param later slots that are still to come
 * @param leftMs until the deadline
 */
export function reminderTurn(reminder: { sent: number; later: number; leftMs: number }): ReminderTurn {
  const { sent, later, leftMs } = reminder;
  if (later === 0 && leftMs <= NEAR_THE_DEADLINE) return 'last';
  return sent === 0 ? 'first' : 'again';
}
