import type { Outcome } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { logEvent } from '../../store/events.ts';
import { loadExpert, markDeclined } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { expertDeclinedMessage } from './consent-message.ts';
import { openConsent } from './enrol.ts';

/**
 * Declines the consent. The link stays good for a change of mind, no reason is asked, and the facilitators hear who it
 * was, as of everybody who takes part or not. Of an expert who has joined, and whose new link this is, nothing is
 * noted.
 *
 * @returns whether anybody is told of it: not at a second press
 */
export function declineConsent(
  tx: Transaction,
  press: { token: string; accountId: number; at: Date },
): Outcome<{ told: boolean }> {
  const opened = openConsent(tx, press);
  if (!opened.ok) return opened;
  const { id: expertId, studyId, accountId, leftAt, declinedAt } = opened.expert;
  if (accountId !== null || leftAt !== null || declinedAt !== null) return { ok: true, told: false };
  const { at } = press;
  markDeclined(tx, expertId, at);
  for (const facilitator of loadStudyFacilitators(tx, studyId)) {
    queueMessage(tx, {
      kind: 'expert-declined',
      key: `expert-declined:${expertId}:${facilitator}:${at.getTime()}`,
      accountId: facilitator,
      at,
      args: { expertId },
    });
  }
  logEvent(tx, { studyId, at, actor: 'expert', kind: 'expert.declined', details: { expertId } });
  return { ok: true, told: true };
}

/** Tells a facilitator that an expert declined; null where that is no longer so. */
export function composeExpertDeclined(tx: Transaction, expertId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert?.declinedAt || expert.removedAt || expert.forgotten) return null;
  return expertDeclinedMessage({ name: expert.name, title: needStudy(tx, expert.studyId).title });
}
