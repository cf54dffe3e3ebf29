import { readObjection } from '../../domain/curation.ts';
import { hiddenBefore } from '../../domain/own-past.ts';
import { isAddition } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadProposal, type Proposal, updateProposal } from '../../store/proposals.ts';
import { loadStudyFacilitators, needStudy, type Study } from '../../store/studies.ts';
import { toldProposal } from '../answering/load-told-proposals.ts';
import type { ToldProposal } from '../answering/proposals-told-message.ts';
import { takenEffect } from './decide-proposal.ts';
import { objectionMessage } from './proposers-message.ts';
import { release } from './reopen-proposal.ts';
import { loadProposer } from './suggest.ts';

interface ObjectionPress {
  readonly proposalId: number;
  readonly accountId: number;
  readonly at: Date;
}

/** Waits for what a proposer meant, where the decision can still be changed. */
export function awaitObjection(tx: Transaction, press: ObjectionPress): Outcome<{ told: ToldProposal }> {
  const found = loadObjectionable(tx, press);
  if (!found.ok) return found;
  const { proposalId, accountId, at } = press;
  startDialog(tx, { accountId, kind: 'objection', args: { proposalId }, startedAt: at });
  return { ok: true, told: toldProposal(tx, found.proposal) };
}

/**
 * Opens a proposal again whose proposer says that the decision is not what was meant. The facilitators read the words
 * without a name, and the log does not tell whose they are. A text that is refused is waited for still.
 */
export function objectToDecision(tx: Transaction, given: ObjectionPress & { text: string }): Outcome {
  const found = loadObjectionable(tx, given);
  if (!found.ok) {
    endDialog(tx, given.accountId);
    return found;
  }
  const read = readObjection(given.text);
  if (!read.ok) return read;
  endDialog(tx, given.accountId);
  const { proposal, study } = found;
  const { proposalId, at } = given;
  release(tx, proposal, at);
  updateProposal(tx, proposalId, { objection: read.text });
  const details = { of: proposal.kind };
  logEvent(tx, { studyId: study.id, at, actor: 'expert', kind: 'proposal.objected', details });
  for (const accountId of loadStudyFacilitators(tx, study.id)) {
    const key = `objection:${proposalId}:${accountId}:${at.getTime()}`;
    queueMessage(tx, { kind: 'objection', key, accountId, at, args: { proposalId } });
  }
  return { ok: true };
}

function loadObjectionable(
  tx: Transaction,
  { proposalId, accountId }: ObjectionPress,
): Outcome<{ proposal: Proposal; study: Study }> {
  const proposal = loadProposal(tx, proposalId);
  const own = proposal && loadProposer(tx, { studyId: proposal.studyId, accountId });
  if (!proposal || !own?.ok) return own && !own.ok ? own : refuse({ code: 'suggest.noStudy' });
  const { expert, study } = own.proposer;
  const hidden = hiddenBefore(study, expert);
  const isOwn =
    isAddition(proposal.kind) && proposal.expertId === expert.id && (!hidden || proposal.createdAt >= hidden);
  if (!isOwn) return refuse({ code: 'suggest.noStudy' });
  if (proposal.state === 'new') return refuse({ code: 'objection.open' });
  if (takenEffect(tx, study, proposal)) return refuse({ code: 'objection.tooLate' });
  return { ok: true, proposal, study };
}

/** Tells a facilitator what a proposer answered; null where the proposal has been decided anew. */
export function composeObjection(tx: Transaction, proposalId: number): Message | null {
  const proposal = loadProposal(tx, proposalId);
  if (proposal?.state !== 'new' || proposal.objection === '') return null;
  const { studyId, text, objection } = proposal;
  return objectionMessage(needStudy(tx, studyId), { text, objection });
}
