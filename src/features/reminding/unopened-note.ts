import type { Surroundings } from '../../domain/quiet-hours.ts';
import { secondDayAt } from '../../domain/reminders.ts';
import type { Message } from '../../messages/message.ts';
import { namesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import type { Transaction } from '../../store/file/database.ts';
import { isKnown, queueMessage } from '../../store/outbox.ts';
import { loadRoster } from '../../store/rosters.ts';
import { loadOpenRounds, loadProgress, loadRound } from '../../store/rounds.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { hasJoined } from '../studies/load-standing.ts';

const keyOf = (roundId: number) => `unopened:${roundId}:`;

/**
 * Queues the note of the second day of each open round, once: to its study's facilitators. Whom it names is asked when
 * it leaves. @returns how many
 */
export function queueUnopenedNotes(tx: Transaction, at: Date, surroundings: Surroundings): number {
  let queued = 0;
  for (const { id: roundId, studyId, openedAt, deadline } of loadOpenRounds(tx)) {
    const { fridayReminders } = needStudy(tx, studyId);
    const due = secondDayAt(openedAt, { fridayReminders, ...surroundings });
    if (at < due || at >= deadline || isKnown(tx, keyOf(roundId))) continue;
    for (const accountId of loadStudyFacilitators(tx, studyId)) {
      const key = `${keyOf(roundId)}${accountId}`;
      queued += Number(queueMessage(tx, { kind: 'unopened', key, accountId, at, args: { roundId } }));
    }
  }
  return queued;
}

const NAMED = 30;
const LONGEST_NAME = 60;

/**
 * Who has not opened the questionnaire on the second day, by name; null where there is nobody, or the round is over.
 */
export function composeUnopenedNote(tx: Transaction, roundId: number): Message | null {
  const round = loadRound(tx, roundId);
  if (round?.state !== 'open') return null;
  const progress = new Map(loadProgress(tx, roundId).map((row) => [row.expertId, row]));
  const invited = loadRoster(tx, round.studyId).filter(({ id, leftAt }) => progress.has(id) && !leftAt);
  const unopened = invited.filter((expert) => {
    const { begunAt, handedInAt } = progress.get(expert.id)!;
    return hasJoined(expert) && !begunAt && !handedInAt;
  });
  if (unopened.length === 0) return null;
  const notJoined = invited.filter((expert) => !hasJoined(expert)).length;
  const names = unopened.map(({ name }) => isolate(shorten(name, LONGEST_NAME)));
  const told = { round: round.number, title: isolate(needStudy(tx, round.studyId).title) };
  return {
    html: [
      html('round.unopened.heading', told),
      html('round.unopened.names', {
        ...{ unopened: unopened.length, invited: invited.length },
        names: namesWithin(names, NAMED),
      }),
      ...(notJoined > 0 ? [html('round.unopened.notJoined', { notJoined })] : []),
      html('round.unopened.next'),
    ].join('\n'),
  };
}
