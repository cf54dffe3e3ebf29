import type { Message } from '../../messages/message.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needStudy } from '../../store/studies.ts';
import { expertLeftMessage } from './leave-message.ts';

/** Tells a facilitator that an expert left; null where the expert has come back since. */
export function composeExpertLeft(tx: Transaction, expertId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert?.leftAt || expert.removedAt || expert.forgotten) return null;
  return expertLeftMessage({ name: expert.name, title: needStudy(tx, expert.studyId).title });
}
