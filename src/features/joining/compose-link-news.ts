import { isAnonymous } from '../../domain/anonymity.ts';
import type { Message } from '../../messages/message.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { needStudy } from '../../store/studies.ts';
import { loadTenure, loadTenures } from '../../store/tenures.ts';
import {
  linkConfirmedMessage,
  linkRefusedMessage,
  linkRenewedMessage,
  linkUsedMessage,
} from './link-message.ts';
import { linkMark } from './list-experts.ts';

/** Tells an expert's account of a new link; null where that has been used or is void by now. */
export function composeLinkRenewed(
  tx: Transaction,
  { expertId, mark }: { expertId: number; mark: number },
  accountId: number,
): Message | null {
  const expert = loadExpert(tx, expertId);
  if (expert?.accountId !== accountId || expert.token === null || linkMark(expert) !== mark) return null;
  return linkRenewedMessage({ title: needStudy(tx, expert.studyId).title, expertId, mark });
}

/** Tells an account that another one has taken its place; null where that is over. */
export function composeLinkUsed(tx: Transaction, tenureId: number, accountId: number): Message | null {
  const tenure = loadTenure(tx, tenureId);
  const before = tenure && loadTenures(tx, tenure.expertId).findLast(({ id }) => id < tenureId);
  if (!tenure || before?.accountId !== accountId) return null;
  const { title, anonymity } = needStudy(tx, loadExpert(tx, tenure.expertId)!.studyId);
  const isConfirmed = tenure.confirmedAt !== null;
  return linkUsedMessage({ title, tenureId, isAnonymous: isAnonymous(anonymity), isConfirmed });
}

/** Tells an account that it is known to be the expert's; null where it is the expert's no more. */
export function composeLinkConfirmed(tx: Transaction, tenureId: number, accountId: number): Message | null {
  const tenure = loadTenure(tx, tenureId);
  const expert = tenure && loadExpert(tx, tenure.expertId);
  if (!tenure?.confirmedAt || expert?.accountId !== accountId) return null;
  return linkConfirmedMessage({ titles: [needStudy(tx, expert.studyId).title] });
}

/** Tells a facilitator that an expert did not want a new link. */
export function composeLinkRefused(
  tx: Transaction,
  { expertId, used, rounds }: { expertId: number; used: boolean; rounds: readonly number[] },
): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert || expert.removedAt) return null;
  return linkRefusedMessage({ name: expert.name, title: needStudy(tx, expert.studyId).title, used, rounds });
}
