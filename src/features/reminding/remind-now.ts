import { stillPutOff } from '../../domain/put-off.ts';
import { quietEnd, type Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { MOST_REMINDERS } from '../../domain/reminder-manners.ts';
import { loadLastEventAt, logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import {
  countForReminder,
  loadOutstandingAfter,
  loadRemindersHad,
  type RemindersHad,
} from '../../store/reminders.ts';
import { needRound, type Round } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { isBeingTold } from '../../store/tellings.ts';
import { loadRunningRound } from '../studies/load-standing.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { beginTelling, type TellNext } from '../studies/tell-in-parts.ts';
import type { Reminding } from './reminded-message.ts';
import { idsOf, isAsleep, queueReminders } from './send-reminders.ts';

/** A second «/remind» in a round sooner than this is a slip. */
const PAUSE_MINUTES = 1;
const PAUSE_MS = PAUSE_MINUTES * 60_000;

/**
 * Reminds some of those who have not handed in, at one press of the facilitator's. Who was reminded a moment ago is
 * left out: a second press is a slip.
 */
export function remindSome(
  tx: Transaction,
  press: Surroundings & { study: Study; accountId: number; at: Date; expertIds: readonly number[] },
): Outcome<{ reminding: Reminding }> {
  const planned = planReminding(tx, press, press.expertIds);
  if (!planned.ok) return planned;
  const { fresh } = planned;
  if (fresh === 0) return refuse({ code: 'remind.justSent', minutes: PAUSE_MINUTES });
  const reminding = { ...planned.reminding, reminded: fresh };
  sendReminders(tx, { ...planned, reminding }, press, press.expertIds);
  return { ok: true, reminding };
}

/** Prepares a reminder to everybody who has not handed in, to be shown. */
export function prepareReminding(
  tx: Transaction,
  request: Surroundings & { study: Study; accountId: number; at: Date },
): Outcome<{ previewId: number; reminding: Reminding }> {
  const { study, accountId, at: createdAt } = request;
  const planned = planReminding(tx, request);
  if (!planned.ok) return planned;
  const args = { roundId: planned.round.id };
  const previewId = insertPreview(tx, { accountId, studyId: study.id, kind: 'remind', args, createdAt });
  return { ok: true, previewId, reminding: planned.reminding };
}

/**
 * Reminds everybody who has not handed in, at the facilitator's word, which no cap stands against; but for those who
 * have asked not to be reminded today, and who cannot be reached. In quiet hours the reminders wait for their end.
 */
export function remindPreviewed(
  tx: Transaction,
  press: Surroundings & { previewId: number; accountId: number; at: Date },
): Outcome<{ reminding: Reminding }> {
  const shown = loadOwnPreview(tx, press, 'remind');
  if (!shown.ok) return shown;
  const { studyId, args } = shown.preview;
  const planned = planReminding(tx, { ...press, study: needStudy(tx, studyId!) });
  if (!planned.ok) return planned;
  // Another round has opened since.
  if (planned.round.id !== (args as { roundId: number }).roundId) return refuse({ code: 'preview.outdated' });
  endPreview(tx, press.previewId, 'done');
  sendReminders(tx, planned, press, null);
  return { ok: true, reminding: planned.reminding };
}

function sendReminders(
  tx: Transaction,
  { round: { id: roundId, studyId, number: round }, goesOut, reminding: { reminded } }: Planned,
  { accountId, at }: { accountId: number; at: Date },
  expertIds: readonly number[] | null,
): void {
  const args = { roundId, notBefore: goesOut.getTime(), expertIds };
  beginTelling(tx, { studyId, kind: 'reminder', args, at }, remindNext);
  const details = { round, reminded };
  logEvent(tx, { studyId, at, actor: 'facilitator', accountId, kind: 'round.reminded', details });
}

/** Queues the reminders of those who come next; none once the round is over. */
export const remindNext: TellNext<'reminder'> = (tx, { args, at }, after, limit) => {
  const { roundId, expertIds } = args;
  const notBefore = new Date(args.notBefore);
  const { state, deadline } = needRound(tx, roundId);
  if (state !== 'open') return [];
  const some = loadOutstandingAfter(tx, roundId, { after, limit, expertIds });
  const had = loadRemindersHad(tx, idsOf(some));
  const reached = some.filter(
    ({ questionnaireId, joinedAt, isReachable, isExcused, putOffUntil }) =>
      (joinedAt === null || joinedAt <= at) &&
      isReachable &&
      !isExcused &&
      !isAsleep(putOffUntil, { deadline, now: notBefore }) &&
      (expertIds === null || !wasJustReminded(had.get(questionnaireId), at)),
  );
  queueReminders(tx, reached, had, { at, slotHours: null, notBefore });
  return some;
};

function wasJustReminded(had: RemindersHad | undefined, at: Date): boolean {
  return had !== undefined && at.getTime() - had.lastAt.getTime() < PAUSE_MS;
}

interface Planned {
  readonly round: Round;
  readonly goesOut: Date;
  readonly reminding: Reminding;
  /** Of those reached, how many were not reminded a moment ago. */
  readonly fresh: number;
}

function planReminding(
  tx: Transaction,
  { study, at, quietHours, zone }: Surroundings & { study: Study; at: Date },
  expertIds: readonly number[] | null = null,
): Outcome<Planned> {
  const open = loadRunningRound(tx, study, at);
  if (!open.ok) return open;
  const { round } = open;
  if (!expertIds && isSlip(round, { at, lastAt: loadLastEventAt(tx, study.id, 'round.reminded') })) {
    return refuse({ code: 'remind.justSent', minutes: PAUSE_MINUTES });
  }
  // Whom it has not come to yet would be reminded twice.
  if (isBeingTold(tx, study.id, 'reminder')) return refuse({ code: 'remind.underWay' });
  const goesOut = quietEnd(at, quietHours, zone);
  const counts = countForReminder(tx, round.id, {
    asleep: stillPutOff(goesOut, round.deadline),
    most: MOST_REMINDERS,
    since: new Date(at.getTime() - PAUSE_MS),
    expertIds,
  });
  const { owing, unreachable, excused, putOff, reached, hadMost, fresh } = counts;
  if (owing === 0) return refuse({ code: 'remind.nobody' });
  if (goesOut >= round.deadline) return refuse({ code: 'remind.quietUntilDeadline' });
  if (owing === unreachable) return refuse({ code: 'remind.noneReachable' });
  if (owing === unreachable + excused) return refuse({ code: 'remind.allExcused' });
  if (reached === 0) return refuse({ code: 'remind.allPutOff' });
  const { handedIn, notJoined, declined } = expertIds ? NO_OTHERS : counts;
  const reminding: Reminding = {
    ...{ round: round.number, reminded: reached, waitsUntil: goesOut > at ? goesOut : null },
    ...{ hadMost, putOff, excused, unreachable, handedIn, notJoined, declined },
  };
  return { ok: true, round, goesOut, reminding, fresh };
}

/** Nobody else was meant. */
const NO_OTHERS = { handedIn: 0, notJoined: 0, declined: 0 };

function isSlip({ openedAt }: Round, { at, lastAt }: { at: Date; lastAt: Date | null }): boolean {
  return lastAt !== null && lastAt >= openedAt && at.getTime() - lastAt.getTime() < PAUSE_MS;
}
