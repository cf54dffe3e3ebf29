import type { Outcome } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { type Expert, loadExpert, saveConfirmedCriteria } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadStudyFacilitators, needStudy } from '../../store/studies.ts';
import { composeConsent, loadCriteria } from './compose-consent.ts';
import { consentMessages, criteriaOpenMessage } from './consent-message.ts';
import { openConsent } from './enrol.ts';

/** Notes that whoever sees the consent confirms a criterion, and shows what is left. @param press.place from 1 */
export function confirmCriterion(
  tx: Transaction,
  press: { token: string; place: number; accountId: number },
): Outcome<{ message: Message }> {
  const opened = openConsent(tx, press);
  if (!opened.ok) return opened;
  const { expert } = opened;
  const criteria = loadCriteria(tx, expert);
  const confirmed = criteria.filter((criterion, at) => criterion.confirmed || at + 1 === press.place);
  saveConfirmedCriteria(
    tx,
    expert.id,
    confirmed.map(({ text }) => text),
  );
  const consent = composeConsent(tx, loadExpert(tx, expert.id)!);
  return { ok: true, message: consentMessages(consent, press.token).at(-1)! };
}

/** Tells the facilitators of an expert who joined and has not confirmed what was asked. */
export function tellOfOpenCriteria(tx: Transaction, expert: Expert, at: Date): void {
  if (loadCriteria(tx, expert).every(({ confirmed }) => confirmed)) return;
  for (const accountId of loadStudyFacilitators(tx, expert.studyId)) {
    queueMessage(tx, {
      kind: 'criteria-open',
      key: `criteria-open:${expert.id}:${accountId}:${at.getTime()}`,
      accountId,
      at,
      args: { expertId: expert.id },
    });
  }
}

/** What a facilitator is told; null where nothing is open any more, or the expert is known no more. */
export function composeOpenCriteria(tx: Transaction, expertId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert || expert.forgotten || expert.removedAt) return null;
  const open = loadCriteria(tx, expert).filter(({ confirmed }) => !confirmed);
  if (open.length === 0) return null;
  const { title } = needStudy(tx, expert.studyId);
  return criteriaOpenMessage({ name: expert.name, title, criteria: open.map(({ text }) => text) });
}
