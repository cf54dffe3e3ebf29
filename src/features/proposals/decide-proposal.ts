import { decideOn, readDecisionReason } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadProposal, type Proposal, updateProposal } from '../../store/proposals.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { applyAcceptedProposals } from './apply-proposals.ts';

/** A facilitator's press about one proposal. */
interface ProposalPress {
  readonly proposalId: number;
  readonly accountId: number;
  readonly at: Date;
}

/**
 * Accepts or rejects a proposal; an accepted one takes effect at once, or when the open round is judged. Its author hears
 * of it when the next round opens.
 *
 * @returns the proposal as it stands now; `isNew`: false where it was decided so before
 */
export function decideProposal(
  tx: Transaction,
  press: ProposalPress & { decision: 'accepted' | 'rejected' },
): Outcome<{ study: Study; proposal: Proposal; isNew: boolean }> {
  const found = loadProposalOf(tx, press);
  if (!found.ok) return found;
  const { study, proposal } = found;
  const { decision: state, at, accountId } = press;
  const decided = decideOn(proposal.state, state);
  if (!decided.ok) return decided;
  if (decided.isNew) {
    updateProposal(tx, proposal.id, { state, decidedAt: at });
    logEvent(tx, {
      ...{ studyId: study.id, at, actor: 'facilitator', accountId, kind: `proposal.${state}` },
      details: { of: proposal.kind, ...(proposal.itemId === null ? {} : { itemId: proposal.itemId }) },
    });
    if (state === 'accepted') applyAcceptedProposals(tx, study.id, at);
  }
  return { ok: true, study, proposal: loadProposal(tx, proposal.id)!, isNew: decided.isNew };
}

/** Chooses whether a proposal that waits for a decision is for a panel; one panel is left at least. */
export function choosePanelFor(
  tx: Transaction,
  press: ProposalPress & { panelId: number; isChosen: boolean },
): Outcome<{ study: Study; proposal: Proposal }> {
  const found = loadProposalOf(tx, press);
  if (!found.ok) return found;
  const { study, proposal } = found;
  if (proposal.state !== 'new') return refuse({ code: 'suggest.decided' });
  const others = proposal.panelIds.filter((panelId) => panelId !== press.panelId);
  const panelIds = press.isChosen ? [...others, press.panelId] : others;
  if (panelIds.length === 0) return refuse({ code: 'suggest.onePanelAtLeast' });
  updateProposal(tx, proposal.id, { panelIds });
  return { ok: true, study, proposal: { ...proposal, panelIds } };
}

/** Waits for the reason of a rejection: the facilitator's next text is taken for it. */
export function askWhyRejected(
  tx: Transaction,
  press: ProposalPress & { messageId: number },
): Outcome<{ study: Study; proposal: Proposal }> {
  const found = loadProposalOf(tx, press);
  if (!found.ok) return found;
  if (found.proposal.state !== 'rejected') return refuse({ code: 'suggest.gone' });
  const { accountId, proposalId, messageId, at } = press;
  startDialog(tx, { accountId, kind: 'why-rejected', args: { proposalId, messageId }, startedAt: at });
  return found;
}

/** Saves why a proposal was rejected, for its author to read. A text that is refused is waited for still. */
export function explainRejection(
  tx: Transaction,
  given: ProposalPress & { text: string },
): Outcome<{ study: Study }> {
  const found = loadProposalOf(tx, given);
  if (!found.ok || found.proposal.state !== 'rejected') {
    endDialog(tx, given.accountId);
    return found.ok ? refuse({ code: 'suggest.gone' }) : found;
  }
  const read = readDecisionReason(given.text);
  if (!read.ok) return read;
  updateProposal(tx, found.proposal.id, { decisionReason: read.text });
  endDialog(tx, given.accountId);
  return { ok: true, study: found.study };
}

/** Takes another text for why a proposal was rejected, until its author has been told. */
export function correctExplanation(tx: Transaction, given: ProposalPress & { text: string }): Outcome {
  const found = loadProposalOf(tx, given);
  if (!found.ok) return found;
  const { study, proposal } = found;
  const { decidedAt } = proposal;
  const isTold =
    study.state === 'finished' ||
    loadRounds(tx, study.id).some(({ openedAt }) => decidedAt === null || openedAt > decidedAt);
  if (isTold) return refuse({ code: 'text.sent' });
  const read = readDecisionReason(given.text);
  if (!read.ok) return read;
  updateProposal(tx, proposal.id, { decisionReason: read.text });
  return { ok: true };
}

/** A proposal in a study that the presser runs. */
export function loadProposalOf(
  tx: Transaction,
  { proposalId, accountId }: Pick<ProposalPress, 'proposalId' | 'accountId'>,
): Outcome<{ study: Study; proposal: Proposal }> {
  const proposal = loadProposal(tx, proposalId);
  if (!proposal) return refuse({ code: 'suggest.gone' });
  const own = studyOf(tx, accountId, proposal.studyId);
  return own.ok ? { ok: true, study: own.study, proposal } : own;
}
