import { type QuietHours, quietEnd } from '../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../domain/refusals.ts';
import { dueReminder, nextReminder } from '../domain/reminders.ts';
import type { Transaction } from '../store/database.ts';
import { logEvent } from '../store/events.ts';
import { queueMessage } from '../store/outbox.ts';
import {
  insertSentSlot,
  loadOpenRound,
  loadOpenRounds,
  loadOutstanding,
  loadSentSlots,
  type Round,
} from '../store/rounds.ts';
import { needStudy, type Study } from '../store/studies.ts';

interface Surroundings {
  readonly quietHours: QuietHours;
  readonly zone: string;
}

/** Queues the reminders whose slot has come, in every open round; a slot counts once. @returns how many */
export function sendDueReminders(tx: Transaction, at: Date, surroundings: Surroundings): number {
  let queued = 0;
  for (const round of loadOpenRounds(tx)) {
    const due = dueReminder({ ...planOf(tx, round, surroundings), now: at });
    if (!due) continue;
    insertSentSlot(tx, round.id, due.hours, at);
    for (const { questionnaireId, accountId } of loadOutstanding(tx, round.id)) {
      queued += Number(
        queueMessage(tx, {
          kind: 'reminder',
          key: `reminder:${questionnaireId}:${accountId}:${due.hours}h`,
          accountId,
          at,
          args: { questionnaireId, slotHours: due.hours },
        }),
      );
    }
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

function planOf(tx: Transaction, round: Round, { quietHours, zone }: Surroundings) {
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

/** A second «/remind» in a round sooner than this is a slip. */
const PAUSE_MINUTES = 1;

/**
 * Reminds everybody who has not handed in, at the facilitator's word. In quiet hours the reminders wait for their end.
 */
export function remindNow(
  tx: Transaction,
  request: Surroundings & { study: Study; accountId: number; at: Date; lastAt: Date | null },
): Outcome<{ reminded: number; waitsUntil: Date | null }> {
  const { study, at } = request;
  const round = loadOpenRound(tx, study.id);
  if (!round || at >= round.deadline) return refuse({ code: 'round.noneOpen' });
  if (isSlip(round, request)) return refuse({ code: 'remind.justSent', minutes: PAUSE_MINUTES });
  const outstanding = loadOutstanding(tx, round.id);
  if (outstanding.length === 0) return refuse({ code: 'remind.nobody' });

  const goesOut = quietEnd(at, request.quietHours, request.zone);
  if (goesOut >= round.deadline) return refuse({ code: 'remind.quietUntilDeadline' });
  for (const { questionnaireId, accountId } of outstanding) {
    queueMessage(tx, {
      kind: 'reminder',
      key: `reminder:${questionnaireId}:${accountId}:press:${at.getTime()}`,
      accountId,
      at,
      args: { questionnaireId, slotHours: null },
      notBefore: goesOut,
    });
  }
  logEvent(tx, {
    studyId: study.id,
    at,
    actor: 'facilitator',
    accountId: request.accountId,
    kind: 'round.reminded',
    details: { round: round.number, reminded: outstanding.length },
  });
  return { ok: true, reminded: outstanding.length, waitsUntil: goesOut > at ? goesOut : null };
}

function isSlip({ openedAt }: Round, { at, lastAt }: { at: Date; lastAt: Date | null }): boolean {
  return lastAt !== null && lastAt >= openedAt && at.getTime() - lastAt.getTime() < PAUSE_MINUTES * 60_000;
}
