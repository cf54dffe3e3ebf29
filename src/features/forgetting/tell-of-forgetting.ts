import { forgettingDueAt } from '../../domain/forgetting.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needForgetting } from '../../store/forgettings.ts';
import { needStudy } from '../../store/studies.ts';
import { forgettingSoonMessage, othersForgottenMessage } from './forget-message.ts';

/** Tells a facilitator who did not ask for it that names were removed. */
export function composeForgotten(tx: Transaction, forgettingId: number): Message {
  const { studyId, expertId, accountId } = needForgetting(tx, forgettingId);
  const { title } = needStudy(tx, studyId);
  return othersForgottenMessage({ title, whole: expertId === null, due: accountId === null });
}

/** Tells that a study's names will be removed by themselves; null where they are gone, or will never be. */
export function composeForgettingSoon(tx: Transaction, studyId: number, zone: string): Message | null {
  const study = needStudy(tx, studyId);
  const at = forgettingDueAt(study);
  if (!at || study.forgottenAt) return null;
  return forgettingSoonMessage({ title: study.title, at, zone });
}
