import type { Message } from '../../messages/message.ts';
import { logEvent } from '../../store/events.ts';
import { loadEnrolments, loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

/** Tells the facilitators of an expert's running studies, once, that messages no longer arrive. */
export function tellOfUnreachable(tx: Transaction, accountId: number, reason: string, at: Date): void {
  for (const expert of loadEnrolments(tx, accountId)) {
    if (needStudy(tx, expert.studyId).state === 'finished') continue;
    logEvent(tx, {
      studyId: expert.studyId,
      at,
      actor: 'program',
      kind: 'expert.unreachable',
      details: { expertId: expert.id, reason },
    });
    for (const facilitator of loadStudyFacilitators(tx, expert.studyId)) {
      queueMessage(tx, {
        kind: 'expert-unreachable',
        key: `expert-unreachable:${expert.id}:${facilitator}:${at.getTime()}`,
        accountId: facilitator,
        at,
        args: { expertId: expert.id },
      });
    }
  }
}

/** Tells a facilitator which expert can no longer be reached. */
export function composeUnreachable(tx: Transaction, expertId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  return expert ? { html: html('round.unreachable', { name: isolate(expert.name) }) } : null;
}
