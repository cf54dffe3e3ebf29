import { hiddenBefore } from '../../domain/own-past.ts';
import { isAddition } from '../../domain/proposals.ts';
import type { Message } from '../../messages/message.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import {
  countNewProposals,
  loadDecided,
  loadProposal,
  type Proposal,
  updateProposal,
} from '../../store/proposals.ts';
import { loadRounds } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { toldProposal } from '../answering/load-told-proposals.ts';
import { takenEffect } from './decide-proposal.ts';
import { proposalsToldMessage } from './proposers-message.ts';

/** A decision pressed by mistake is taken back before it is told. */
const TOLD_AFTER_MS = 60_000;
/** In one message. */
const MOST_A_MESSAGE = 10;

/**
 * Tells proposers what became of their additions, once nothing waits for a decision and before the next round opens:
 * they may answer that it is not what they meant.
 *
 * @returns whether anybody is told
 */
export function tellProposers(tx: Transaction, { id: studyId }: Pick<Study, 'id'>, at: Date): boolean {
  const study = needStudy(tx, studyId);
  const isBetweenRounds = loadRounds(tx, studyId).every(({ state }) => state === 'judged');
  if (study.state === 'finished' || !isBetweenRounds || countNewProposals(tx, studyId) > 0) return false;
  const untold = loadDecided(tx, studyId).filter(
    (proposal) => isAddition(proposal.kind) && proposal.toldAt === null && !takenEffect(tx, study, proposal),
  );
  const proposers = new Set(untold.map(({ expertId }) => expertId));
  const told = [...proposers].map((expertId) => {
    const own = untold.filter((proposal) => proposal.expertId === expertId);
    return expertId !== null && tellProposer(tx, study, { expertId, own, at });
  });
  return told.some(Boolean);
}

function tellProposer(
  tx: Transaction,
  study: Study,
  { expertId, own, at }: { expertId: number; own: readonly Proposal[]; at: Date },
): boolean {
  const expert = loadExpert(tx, expertId);
  if (!expert?.accountId || expert.leftAt || expert.removedAt) return false;
  const hidden = hiddenBefore(study, expert);
  const seen = own.filter(({ createdAt }) => !hidden || createdAt >= hidden);
  const toldAt = new Date(at.getTime() + TOLD_AFTER_MS);
  for (const { id } of seen) updateProposal(tx, id, { toldAt });
  for (let from = 0; from < seen.length; from += MOST_A_MESSAGE) {
    const proposalIds = seen.slice(from, from + MOST_A_MESSAGE).map(({ id }) => id);
    queueMessage(tx, {
      kind: 'proposals-told',
      key: `proposals-told:${expertId}:${expert.accountId}:${at.getTime()}:${from}`,
      accountId: expert.accountId,
      at,
      notBefore: toldAt,
      args: { expertId, proposalIds, toldAt: toldAt.getTime() },
    });
  }
  return seen.length > 0;
}

/**
 * What became of some of an expert's proposals; null where all were opened again, the account is another's by now, or a
 * round has opened meanwhile, whose opening tells it.
 */
export function composeProposalsTold(
  tx: Transaction,
  accountId: number,
  args: { expertId: number; proposalIds: readonly number[]; toldAt: number },
): Message | null {
  const expert = loadExpert(tx, args.expertId);
  if (!expert || expert.accountId !== accountId || expert.leftAt) return null;
  const study = needStudy(tx, expert.studyId);
  const sinceQueued = args.toldAt - TOLD_AFTER_MS;
  const isOpening = (at: number) => at >= sinceQueued && at < args.toldAt;
  if (loadRounds(tx, study.id).some(({ openedAt }) => isOpening(openedAt.getTime()))) return null;
  const told = args.proposalIds.flatMap((id) => {
    const proposal = loadProposal(tx, id);
    return proposal?.toldAt?.getTime() === args.toldAt ? [proposal] : [];
  });
  if (told.length === 0) return null;
  return proposalsToldMessage(
    study.title,
    told.map((proposal) => ({
      ...toldProposal(tx, proposal),
      mayObject: !takenEffect(tx, study, proposal),
    })),
  );
}
