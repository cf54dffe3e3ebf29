import type { Message } from '../messages/message.ts';
import { privacyMessage } from '../messages/privacy.ts';
import type { Transaction } from '../store/database.ts';
import { loadMemberships } from '../store/experts.ts';
import { needStudy } from '../store/studies.ts';

/** What an account is told of its data, study by study, the newest first. */
export function composePrivacy(tx: Transaction, accountId: number): Message {
  const studies = loadMemberships(tx, accountId).map(({ studyId, pseudonym, leftAt }) => {
    const { title, organiser, contact, anonymous } = needStudy(tx, studyId);
    return { title, organiser, contact, anonymous, code: pseudonym, left: leftAt !== null };
  });
  return privacyMessage(studies);
}
