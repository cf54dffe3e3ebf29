import { forgettingDueAt } from '../../domain/forgetting.ts';
import { hiddenBefore } from '../../domain/own-past.ts';
import type { Message } from '../../messages/message.ts';
import { loadMemberships } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needStudy } from '../../store/studies.ts';
import { withForgotten } from '../studies/forgotten-press.ts';
import { privacyMessage } from './privacy-message.ts';

/** What an account is told of its data, study by study, the newest first. */
export function composePrivacy(
  tx: Transaction,
  accountId: number,
  options: Parameters<typeof privacyMessage>[1],
): Message {
  const studies = loadMemberships(tx, accountId).map((expert) => {
    const study = needStudy(tx, expert.studyId);
    const code = hiddenBefore(study, expert) === null ? expert.pseudonym : null;
    return { ...study, forgottenAt: forgettingDueAt(study), code, left: expert.leftAt !== null };
  });
  const message = privacyMessage(studies, options);
  return studies.length > 0 ? message : { ...message, html: withForgotten(tx, message.html) };
}
