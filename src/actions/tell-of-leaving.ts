import { expertLeftMessage } from '../messages/leave.ts';
import type { Message } from '../messages/message.ts';
import type { Transaction } from '../store/database.ts';
import { loadExpert } from '../store/experts.ts';
import { needStudy } from '../store/studies.ts';

/** Tells a facilitator that an expert left; null where the expert has come back since. */
export function composeExpertLeft(tx: Transaction, expertId: number): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert?.leftAt || expert.removedAt || expert.forgotten) return null;
  return expertLeftMessage({ name: expert.name, title: needStudy(tx, expert.studyId).title });
}
