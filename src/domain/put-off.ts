import { jalaliParts, zonedInstant } from './jalali.ts';
import { quietUntil } from './quiet-hours.ts';
import { nextSpeakable, type ReminderPlan } from './reminders.ts';

const HOUR = 60 * 60 * 1000;
/** Whoever says «امروز نه» late in the evening is not reminded early the next morning. */
const LEAST_AWAY = 12 * HOUR;
/** Hour of the day, where no quiet hours end in the morning. */
const MORNING = 9;
/** A reminder that leaves less time than this to answer is not worth waiting for. */
const LEAST_LEFT = HOUR;
/** How long before the deadline, where it was moved nearer than the promised morning. */
const BEFORE_NEARER_DEADLINE = 3 * HOUR;
/** A slot that comes this soon afterwards serves as the promised reminder. */
const NEAR_SLOT = 6 * HOUR;

type Surroundings = Pick<ReminderPlan, 'deadline' | 'fridayReminders' | 'quietHours' | 'zone'>;

/**
 * «امروز نه»: the moment until which an expert who says so is not reminded. It is the end of tomorrow morning's quiet
 * hours, at least twelve hours away, on a day that has reminders.
 *
 * @returns null where the deadline comes before that, or so soon after it that nobody could answer: then reminders
 *   cannot be put off
 */
export function putOffUntil(at: Date, surroundings: Surroundings): Date | null {
  const { quietHours, zone, deadline } = surroundings;
  const midnight = zonedInstant({ ...jalaliParts(at, zone), hour: 24, minute: 0, second: 0, ms: 0 }, zone);
  const morning = quietUntil(midnight, quietHours, zone) ?? new Date(midnight.getTime() + MORNING * HOUR);
  const earliest = new Date(Math.max(morning.getTime(), at.getTime() + LEAST_AWAY));
  const until = nextSpeakable(earliest, surroundings);
  return deadline.getTime() - until.getTime() >= LEAST_LEFT ? until : null;
}

/** When a put-off reminder comes: at the promised moment, or before a deadline that was moved nearer. */
export function returnsAt(until: Date, deadline: Date): Date {
  if (deadline.getTime() - until.getTime() >= LEAST_LEFT) return until;
  return new Date(Math.min(until.getTime(), deadline.getTime() - BEFORE_NEARER_DEADLINE));
}

/** Reminders put off until after this moment are not due yet. */
export function latestReturning(now: Date, deadline: Date): Date {
  return deadline.getTime() - now.getTime() > BEFORE_NEARER_DEADLINE ? now : LATEST_DATE;
}

const LATEST_DATE = new Date(8.64e15);

/**
 * Moments until which reminders were put off that are still to come, by `returnsAt`: those after `from`, and no later
 * than `upTo`.
 */
export function stillPutOff(now: Date, deadline: Date): { readonly from: Date; readonly upTo: Date } {
  const isNear = deadline.getTime() - now.getTime() <= BEFORE_NEARER_DEADLINE;
  return { from: now, upTo: isNear ? new Date(deadline.getTime() - LEAST_LEFT) : LATEST_DATE };
}

/**
 * Whether the promised reminder goes out now by itself: its moment has come, and no slot is near that would remind
 * anyway.
 *
 * @param nextSlot the moment of the next slot to come; null: none is left
 */
export function isBackForReminder(round: {
  readonly until: Date;
  readonly deadline: Date;
  readonly now: Date;
  readonly nextSlot: Date | null;
}): boolean {
  const { until, deadline, now, nextSlot } = round;
  if (now < returnsAt(until, deadline) || now >= deadline) return false;
  return nextSlot === null || nextSlot.getTime() - now.getTime() > NEAR_SLOT;
}
