import { isBackForReminder, latestReturning, putOffUntil, returnsAt } from '../../domain/put-off.ts';
import type { Surroundings } from '../../domain/quiet-hours.ts';
import { mayRemind, type ReminderTurn, reminderTurn } from '../../domain/reminder-manners.ts';
import {
  dueReminder,
  nextReminder,
  type ReminderMoment,
  type ReminderPlan,
  reminderMoments,
} from '../../domain/reminders.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import type { QuestionnaireInRound } from '../../store/questionnaires.ts';
import { loadSentSlots, loadSlotProgress, saveSlot } from '../../store/reminder-slots.ts';
import {
  countRemindersSent,
  loadBackFromPutOff,
  loadOutstandingAfter,
  loadRemindersHad,
  type Outstanding,
  type RemindersHad,
} from '../../store/reminders.ts';
import { loadOpenRounds, needRound, type Round } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';

/** So many experts are reminded in one commit; the others with the next, so that presses need not wait for all. */
const REMINDED_AT_ONCE = 250;

/**
 * Queues what reminders are due, in every open round: those of the slot whose hour has come, which counts once, and
 * those that were put off until now; in a large round of some experts only.
 *
 * @returns how many, and whether others wait for a further call
 */
export function sendDueReminders(
  tx: Transaction,
  at: Date,
  surroundings: Surroundings,
): { queued: number; more: boolean } {
  let queued = 0;
  for (const round of loadOpenRounds(tx)) {
    const plan = planOf(tx, round, surroundings);
    const due = dueReminder({ ...plan, now: at });
    const sent = due ? sendSlot(tx, round, plan, due, at) : sendPutOff(tx, round, plan, at);
    queued += sent.queued;
    if (sent.more) return { queued, more: true };
  }
  return { queued, more: false };
}

type Plan = ReturnType<typeof planOf>;

function sendSlot(tx: Transaction, round: Round, plan: Plan, slot: ReminderMoment, at: Date) {
  const { id: roundId, deadline } = round;
  const after = loadSlotProgress(tx, roundId, slot.hours);
  const outstanding = loadOutstandingAfter(tx, roundId, { after, limit: REMINDED_AT_ONCE });
  const more = outstanding.length === REMINDED_AT_ONCE;
  const reachedExpertId = more ? outstanding.at(-1)!.expertId : null;
  saveSlot(tx, { roundId, hours: slot.hours, sentAt: at, reachedExpertId });
  const had = loadRemindersHad(tx, idsOf(outstanding));
  const later = countLater(plan, slot.at);
  const reminded = outstanding.filter(
    ({ questionnaireId, putOffUntil, isExcused }) =>
      !isExcused &&
      !isAsleep(putOffUntil, { deadline, now: at }) &&
      mayRemind({ sent: had.get(questionnaireId)?.automatic ?? 0, later }),
  );
  return { queued: queueReminders(tx, reminded, had, { at, slotHours: slot.hours }), more };
}

function sendPutOff(tx: Transaction, round: Round, plan: Plan, at: Date) {
  const { deadline } = round;
  const waiting = loadBackFromPutOff(tx, round.id, latestReturning(at, deadline));
  const had = loadRemindersHad(tx, idsOf(waiting));
  const nextSlot = waiting.length > 0 ? (nextReminder({ ...plan, now: at })?.at ?? null) : null;
  const back = waiting.filter(({ questionnaireId, putOffUntil, isExcused }) => {
    if (isExcused) return false;
    const until = putOffUntil!;
    const lastAt = had.get(questionnaireId)?.lastAt;
    if (lastAt && lastAt >= returnsAt(until, deadline)) return false;
    return isBackForReminder({ until, deadline, now: at, nextSlot });
  });
  const some = back.slice(0, REMINDED_AT_ONCE);
  const queued = queueReminders(tx, some, had, { at, slotHours: null, afterPutOff: true });
  return { queued, more: back.length > some.length };
}

/** Of which questionnaires they are. */
export function idsOf(outstanding: readonly Outstanding[]): number[] {
  return outstanding.map(({ questionnaireId }) => questionnaireId);
}

/** Whether a questionnaire's reminders are put off at a moment. */
export function isPutOff({ questionnaire, deadline }: QuestionnaireInRound, now: Date): boolean {
  return isAsleep(questionnaire.putOffUntil, { deadline, now });
}

/** Whether reminders are put off until a moment that is yet to come. */
export function isAsleep(until: Date | null, { deadline, now }: { deadline: Date; now: Date }): boolean {
  return until !== null && now < returnsAt(until, deadline);
}

/** How many slots come after a moment. */
function countLater(plan: ReminderPlan, at: Date): number {
  return reminderMoments(plan).filter((moment) => moment.at > at).length;
}

/**
 * Queues a reminder for each, and takes the buttons off the one before, once the new one is there.
 *
 * @returns how many
 */
export function queueReminders(
  tx: Transaction,
  outstanding: readonly { questionnaireId: number; accountId: number }[],
  had: ReadonlyMap<number, RemindersHad>,
  reminder: { at: Date; slotHours: number | null; afterPutOff?: boolean; notBefore?: Date },
): number {
  const { at, slotHours, afterPutOff = false, notBefore } = reminder;
  const occasion = afterPutOff ? 'put-off' : slotHours === null ? `press:${at.getTime()}` : `${slotHours}h`;
  const when = { at, ...(notBefore && { notBefore }) };
  let queued = 0;
  for (const { questionnaireId, accountId } of outstanding) {
    const isNew = queueMessage(tx, {
      kind: 'reminder',
      key: `reminder:${questionnaireId}:${accountId}:${occasion}`,
      accountId,
      ...when,
      args: { questionnaireId, slotHours, ...(afterPutOff && { afterPutOff }) },
    });
    queued += Number(isNew);
    const shown = had.get(questionnaireId)?.shown;
    if (!isNew || !shown) continue;
    queueMessage(tx, {
      kind: 'replaced-reminder',
      key: `replaced-reminder:${shown.accountId}:${shown.messageId}`,
      accountId: shown.accountId,
      ...when,
      args: { questionnaireId, messageId: shown.messageId },
    });
  }
  return queued;
}

/** When the next reminder of an open round goes out; null: none is left. */
export function nextReminderAt(
  tx: Transaction,
  round: Round,
  now: Date,
  surroundings: Surroundings,
): Date | null {
  return nextReminder({ ...planOf(tx, round, surroundings), now })?.at ?? null;
}

/** How the reminder that leaves now is worded for its expert, and whether it may be put off. */
export function reminderManners(
  tx: Transaction,
  { questionnaire, deadline, accountId }: QuestionnaireInRound,
  now: Date,
  surroundings: Surroundings,
): { turn: ReminderTurn; mayPutOff: boolean } {
  const plan = planOf(tx, needRound(tx, questionnaire.roundId), surroundings);
  const sent = countRemindersSent(tx, questionnaire.id, accountId ?? 0);
  const leftMs = deadline.getTime() - now.getTime();
  return {
    turn: reminderTurn({ sent, later: countLater(plan, now), leftMs }),
    mayPutOff: questionnaire.putOffUntil === null && putOffUntil(now, plan) !== null,
  };
}

function planOf(
  tx: Transaction,
  round: Round,
  { quietHours, zone }: Surroundings,
): ReminderPlan & { readonly sentHours: readonly number[] } {
  const { reminderHours, fridayReminders } = needStudy(tx, round.studyId);
  return {
    openedAt: round.openedAt,
    movedAt: round.remindersFrom,
    deadline: round.deadline,
    reminderHours,
    fridayReminders,
    quietHours,
    zone,
    sentHours: loadSentSlots(tx, round.id),
  };
}
