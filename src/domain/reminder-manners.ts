/** Reminders that go out by themselves to one expert in one round, at most: more of them drive people away. */
export const MOST_REMINDERS = 3;

/**
 * Whether a slot reminds an expert. Where there are more slots than reminders it is the last ones that do: nearer to the
 * deadline they bring more answers.
 *
 * @param sent reminders that went out by themselves to this expert in this round
 * @param later slots that are still to come
 */
export function mayRemind({ sent, later }: { sent: number; later: number }): boolean {
  return sent + 1 + later <= MOST_REMINDERS;
}

/** Which reminder of a round this is to its expert: each is worded differently. */
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
