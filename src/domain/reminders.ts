import { FRIDAY, jalaliParts, zonedInstant } from './jalali.ts';
import { isQuiet, type QuietHours, quietEnd } from './quiet-hours.ts';
import { MOST_REMINDERS } from './reminder-manners.ts';

/** What decides when a round's reminders go out. */
export interface ReminderPlan {
  /** The round's opening: slots whose hour had come by then are left out. */
  readonly openedAt: Date;
  /** When the deadline was last moved: what would have gone out by then is left out. Null: it was never moved. */
  readonly movedAt?: Date | null;
  readonly deadline: Date;
  /** The slots: hours before the deadline, fractions allowed, in any order. */
  readonly reminderHours: readonly number[];
  readonly fridayReminders: boolean;
  readonly quietHours: QuietHours;
  readonly zone: string;
}

/** A slot and its moment: `ideal` is its nominal time, `at` when it actually goes out. */
export interface ReminderMoment {
  readonly hours: number;
  readonly ideal: Date;
  readonly at: Date;
}

const HOUR = 60 * 60 * 1000;
/** A delay this small is always accepted, however near the next slot. */
const ALWAYS_IN_TIME = 30 * 1000;

/**
 * The reminders of a round in order of time. A slot whose time falls in quiet hours moves to their end, if that is
 * before the deadline and no other slot's time has come by then; else it is left out. Where there are more than experts
 * will bear in a round, the last ones count.
 *
 * Where Friday has no reminders it counts as quiet from midnight to midnight, by the same rule: leaving its slots out
 * would rob a Saturday deadline of its reminder of the day before.
 */
export function reminderMoments(plan: ReminderPlan): ReminderMoment[] {
  const slots = [...new Set(plan.reminderHours)]
    .sort((one, other) => other - one)
    .map((hours) => ({ hours, ideal: new Date(Math.round(plan.deadline.getTime() - hours * HOUR)) }));
  return slots
    .map((slot) => ({ ...slot, at: nextSpeakable(slot.ideal, plan) }))
    .filter(({ at }) => !plan.movedAt || at > plan.movedAt)
    .filter(({ ideal, at }) => ideal > plan.openedAt && at < plan.deadline && !overtaken(ideal, at, slots))
    .slice(-MOST_REMINDERS);
}

/**
 * The one slot to send now, or null. Only the latest slot whose moment has come can be due, so that two never go out at
 * once: after a stop of the program the earlier ones are skipped. A late one is sent only until halfway to the next
 * slot (after the last, to the deadline), or within half a minute.
 *
 * @param plan.sentHours slots already sent in this round, also before an extension: none is sent twice
 */
export function dueReminder(
  plan: ReminderPlan & { readonly sentHours: readonly number[]; readonly now: Date },
): ReminderMoment | null {
  if (plan.now >= plan.deadline) return null;
  const moments = reminderMoments(plan);
  const index = moments.findLastIndex(({ at }) => at <= plan.now);
  const latest = moments[index];
  if (!latest || plan.sentHours.includes(latest.hours)) return null;
  const following = moments[index + 1]?.at ?? plan.deadline;
  const late = plan.now.getTime() - latest.at.getTime();
  const longestLate = (following.getTime() - latest.at.getTime()) / 2;
  return late < Math.max(longestLate, ALWAYS_IN_TIME) ? latest : null;
}

/** The next reminder not yet sent in this round; null: none is to come. */
export function nextReminder(
  plan: ReminderPlan & { readonly sentHours: readonly number[]; readonly now: Date },
): ReminderMoment | null {
  const moments = reminderMoments(plan);
  return moments.find(({ hours, at }) => at > plan.now && !plan.sentHours.includes(hours)) ?? null;
}

/** When experts are told that the second day of a round has begun: outside quiet hours. */
export function secondDayAt(
  openedAt: Date,
  plan: Pick<ReminderPlan, 'fridayReminders' | 'quietHours' | 'zone'>,
): Date {
  return nextSpeakable(new Date(openedAt.getTime() + 24 * HOUR), plan);
}

/** Whether another slot's time comes while this one waits. */
function overtaken(ideal: Date, at: Date, slots: readonly { readonly ideal: Date }[]): boolean {
  return slots.some((other) => other.ideal > ideal && other.ideal <= at);
}

/** The first moment at or after `at` that is neither in quiet hours nor on a Friday without reminders. */
export function nextSpeakable(
  at: Date,
  plan: Pick<ReminderPlan, 'fridayReminders' | 'quietHours' | 'zone'>,
): Date {
  const { fridayReminders, quietHours, zone } = plan;
  if (!fridayReminders && jalaliParts(at, zone).weekday === FRIDAY) {
    return nextSpeakable(dayAfter(at, zone), plan);
  }
  return isQuiet(at, quietHours, zone) ? nextSpeakable(quietEnd(at, quietHours, zone), plan) : at;
}

function dayAfter(at: Date, zone: string): Date {
  return zonedInstant({ ...jalaliParts(at, zone), hour: 24, minute: 0, second: 0, ms: 0 }, zone);
}
