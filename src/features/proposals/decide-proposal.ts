import { checkLength, checkNew, hasTakenEffect, type StandingTitle } from '../../domain/curation.ts';
import { decideOn, isAddition, readDecisionReason } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadItemPanels, loadItems } from '../../store/items.ts';
import { loadProposal, loadUnapplied, type Proposal, updateProposal } from '../../store/proposals.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { applyAcceptedProposals } from './apply-proposals.ts';

/** A facilitator's press about one proposal. */
export interface ProposalPress {
  readonly proposalId: number;
  readonly accountId: number;
  readonly at: Date;
}

/**
 * Accepts a proposal as it was written, or rejects it; an accepted one takes effect at once, or when the open round is
 * judged.
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
  const decided = decideOn(proposal.state, press.decision);
  if (!decided.ok) return decided;
  const asWritten = decided.isNew && press.decision === 'accepted' && isAddition(proposal.kind);
  const checked = asWritten ? checkAsWritten(tx, study, proposal.text) : ({ ok: true } as const);
  if (!checked.ok) return checked;
  if (decided.isNew) settle(tx, proposal, press.decision, press);
  if (decided.isNew) applyAcceptedProposals(tx, study.id, press.at);
  return { ok: true, study, proposal: loadProposal(tx, proposal.id)!, isNew: decided.isNew };
}

function checkAsWritten(tx: Transaction, study: Study, text: string): Outcome {
  const fits = checkLength(text);
  return fits.ok ? checkNew([text], loadStandingTitles(tx, study)) : fits;
}

/** Titles of items that a panel still judges, and those that accepted proposals will have. */
export function loadStandingTitles(tx: Transaction, study: Study): StandingTitle[] {
  const waiting = loadUnapplied(tx, study.id).filter(
    ({ kind, itemId, mergedIntoId }) => isAddition(kind) && itemId === null && mergedIntoId === null,
  );
  return [
    ...loadStandingItems(tx, study),
    ...waiting.flatMap(({ titles, text }) => titles ?? [text]).map((title) => ({ code: null, title })),
  ];
}

/** Items that a panel still judges. */
export function loadStandingItems(tx: Transaction, { id }: Study): Item[] {
  const places = loadItemPanels(tx, id);
  return loadItems(tx, id).filter(
    (item) =>
      item.removedAt === null && (places.get(item.id) ?? []).some(({ droppedWhy }) => droppedWhy === null),
  );
}

/** Writes a decision down, and into the log. */
export function settle(
  tx: Transaction,
  { id, studyId, kind, itemId }: Proposal,
  state: 'accepted' | 'rejected',
  { accountId, at }: Pick<ProposalPress, 'accountId' | 'at'>,
): void {
  updateProposal(tx, id, { state, decidedAt: at });
  logEvent(tx, {
    ...{ studyId, at, actor: 'facilitator', accountId, kind: `proposal.${state}` },
    details: { of: kind, ...(itemId === null ? {} : { itemId }) },
  });
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
  // Who has been told of the decision is told again, with the reason.
  updateProposal(tx, found.proposal.id, { decisionReason: read.text, toldAt: null });
  endDialog(tx, given.accountId);
  return { ok: true, study: found.study };
}

/** Takes another text for why a proposal was rejected, until its author has been told. */
export function correctExplanation(tx: Transaction, given: ProposalPress & { text: string }): Outcome {
  const found = loadProposalOf(tx, given);
  if (!found.ok) return found;
  const { study, proposal } = found;
  if (takenEffect(tx, study, proposal)) return refuse({ code: 'text.sent' });
  const read = readDecisionReason(given.text);
  if (!read.ok) return read;
  updateProposal(tx, proposal.id, { decisionReason: read.text });
  return { ok: true };
}

/** Whether a decision can be changed no more. */
export function takenEffect(tx: Transaction, study: Study, proposal: Proposal): boolean {
  const openedAt = loadRounds(tx, study.id).map((round) => round.openedAt);
  return hasTakenEffect(proposal, { openedAt, isFinished: study.state === 'finished' });
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
