import { quietEnd, type Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { MOST_REMINDERS } from '../../domain/reminder-manners.ts';
import { loadLastEventAt, logEvent } from '../../store/events.ts';
import { loadExperts } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { loadOutstanding, loadRemindersHad, type Outstanding } from '../../store/reminders.ts';
import { loadProgress, type Round } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { hasJoined, loadRunningRound } from '../studies/load-standing.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
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
  press: Surroundings & { study: Study; accountId: number; at: Date; expertIds: ReadonlySet<number> },
): Outcome<{ reminding: Reminding }> {
  const planned = planReminding(tx, press, press.expertIds);
  if (!planned.ok) return planned;
  const { had } = planned;
  const isFresh = ({ questionnaireId }: Outstanding) => {
    const lastAt = had.get(questionnaireId)?.lastAt;
    return lastAt === undefined || press.at.getTime() - lastAt.getTime() >= PAUSE_MS;
  };
  const reached = planned.reached.filter(isFresh);
  if (reached.length === 0) return refuse({ code: 'remind.justSent', minutes: PAUSE_MINUTES });
  sendReminders(tx, { ...planned, reached }, press);
  return { ok: true, reminding: { ...planned.reminding, reminded: reached.length } };
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
  sendReminders(tx, planned, press);
  return { ok: true, reminding: planned.reminding };
}

function sendReminders(
  tx: Transaction,
  { round, reached, had, goesOut }: Planned,
  { accountId, at }: { accountId: number; at: Date },
): void {
  queueReminders(tx, reached, had, { at, slotHours: null, notBefore: goesOut });
  logEvent(tx, {
    studyId: round.studyId,
    at,
    actor: 'facilitator',
    accountId,
    kind: 'round.reminded',
    details: { round: round.number, reminded: reached.length },
  });
}

interface Planned {
  readonly round: Round;
  readonly reached: readonly Outstanding[];
  readonly had: ReturnType<typeof loadRemindersHad>;
  readonly goesOut: Date;
  readonly reminding: Reminding;
}

function planReminding(
  tx: Transaction,
  { study, at, quietHours, zone }: Surroundings & { study: Study; at: Date },
  wanted: ReadonlySet<number> | null = null,
): Outcome<Planned> {
  const open = loadRunningRound(tx, study, at);
  if (!open.ok) return open;
  const { round } = open;
  if (!wanted && isSlip(round, { at, lastAt: loadLastEventAt(tx, study.id, 'round.reminded') })) {
    return refuse({ code: 'remind.justSent', minutes: PAUSE_MINUTES });
  }
  const outstanding = loadOutstanding(tx, round.id).filter(({ expertId }) => wanted?.has(expertId) ?? true);
  if (outstanding.length === 0) return refuse({ code: 'remind.nobody' });
  const goesOut = quietEnd(at, quietHours, zone);
  if (goesOut >= round.deadline) return refuse({ code: 'remind.quietUntilDeadline' });

  const reachable = outstanding.filter(({ isReachable }) => isReachable);
  if (reachable.length === 0) return refuse({ code: 'remind.noneReachable' });
  const asked = reachable.filter(({ isExcused }) => !isExcused);
  if (asked.length === 0) return refuse({ code: 'remind.allExcused' });
  const reached = asked.filter(
    ({ putOffUntil: until }) => !isAsleep(until, { deadline: round.deadline, now: goesOut }),
  );
  if (reached.length === 0) return refuse({ code: 'remind.allPutOff' });
  const had = loadRemindersHad(tx, idsOf(reached));
  const reminding: Reminding = {
    round: round.number,
    reminded: reached.length,
    waitsUntil: goesOut > at ? goesOut : null,
    hadMost: reached.filter(({ questionnaireId }) => (had.get(questionnaireId)?.all ?? 0) >= MOST_REMINDERS)
      .length,
    putOff: asked.length - reached.length,
    excused: reachable.length - asked.length,
    unreachable: outstanding.length - reachable.length,
    ...(wanted ? NO_OTHERS : countOthers(tx, round)),
  };
  return { ok: true, round, reached, had, goesOut, reminding };
}

/** Nobody else was meant. */
const NO_OTHERS = { handedIn: 0, notJoined: 0, declined: 0 };

/** Of the round's experts, those who have handed in, have not joined, and have declined; not who has left. */
function countOthers(tx: Transaction, round: Round): Pick<Reminding, 'handedIn' | 'notJoined' | 'declined'> {
  const handedIn = new Map(
    loadProgress(tx, round.id).map(({ expertId, handedInAt }) => [expertId, handedInAt !== null]),
  );
  const others = loadExperts(tx, round.studyId).flatMap((expert) => {
    const done = handedIn.get(expert.id);
    return done === undefined || expert.leftAt ? [] : [{ expert, done }];
  });
  const outside = others.flatMap(({ expert, done }) => (done || hasJoined(expert) ? [] : [expert]));
  return {
    handedIn: others.filter(({ done }) => done).length,
    notJoined: outside.filter(({ declinedAt }) => declinedAt === null).length,
    declined: outside.filter(({ declinedAt }) => declinedAt !== null).length,
  };
}

function isSlip({ openedAt }: Round, { at, lastAt }: { at: Date; lastAt: Date | null }): boolean {
  return lastAt !== null && lastAt >= openedAt && at.getTime() - lastAt.getTime() < PAUSE_MS;
}
