import { isAddition } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels } from '../../store/items.ts';
import {
  loadDecided,
  loadMergedInto,
  loadProposal,
  loadProposals,
  type Proposal,
  updateProposal,
} from '../../store/proposals.ts';
import type { Study } from '../../store/studies.ts';
import { takeBack } from './apply-proposals.ts';
import { loadProposalOf, type ProposalPress, takenEffect } from './decide-proposal.ts';

/** Decisions of a study that can be changed, the last one first; of proposals merged into one, each. */
export function loadChangeable(tx: Transaction, study: Study): Proposal[] {
  return loadDecided(tx, study.id).filter((proposal) => checkChangeable(tx, study, proposal).ok);
}

function checkChangeable(tx: Transaction, study: Study, proposal: Proposal): Outcome {
  if (takenEffect(tx, study, proposal)) return refuse({ code: 'undo.tooLate' });
  const { kind, state, appliedAt } = proposal;
  const hasLeft = kind === 'remove' && state === 'accepted' && appliedAt !== null;
  if (hasLeft) return refuse({ code: 'undo.removed' });
  return isChanged(tx, proposal) ? refuse({ code: 'undo.changed' }) : { ok: true };
}

/**
 * Whether something else has been done since to an item that came of it: others may have taken its place, or another
 * proposal is about it.
 */
function isChanged(tx: Transaction, { studyId, itemId: joined, became }: Proposal): boolean {
  if (became.length === 0) return false;
  const places = loadItemPanels(tx, studyId);
  const named = joined === null ? new Set(loadProposals(tx, studyId).map(({ itemId }) => itemId)) : null;
  return became.some(
    ({ itemId }) =>
      named?.has(itemId) || (places.get(itemId) ?? []).some(({ droppedWhy }) => droppedWhy !== null),
  );
}

/** Takes a decision back that has not taken effect, with all proposals that were merged by it. */
export function reopenProposal(tx: Transaction, press: ProposalPress): Outcome<{ study: Study }> {
  const found = loadProposalOf(tx, press);
  if (!found.ok) return found;
  const { study, proposal } = found;
  if (proposal.state === 'new') return { ok: true, study };
  if (proposal.state === 'withdrawn') return refuse({ code: 'suggest.gone' });
  const changeable = checkChangeable(tx, study, proposal);
  if (!changeable.ok) return changeable;
  const head = proposal.mergedIntoId === null ? proposal : loadProposal(tx, proposal.mergedIntoId)!;
  for (const one of [...loadMergedInto(tx, head.id), head]) release(tx, one, press.at);
  logEvent(tx, {
    ...{ studyId: study.id, at: press.at, actor: 'facilitator', accountId: press.accountId },
    ...{ kind: 'proposal.reopened', details: { of: proposal.kind } },
  });
  return { ok: true, study };
}

/** Opens one proposal again. What it was merged with goes on without it; what came of it alone is taken back. */
export function release(tx: Transaction, proposal: Proposal, at: Date): void {
  const [heir, ...others] = loadMergedInto(tx, proposal.id);
  if (heir) passOn(tx, proposal, heir, others);
  else if (proposal.mergedIntoId === null) takeBack(tx, proposal, at);
  updateProposal(tx, proposal.id, {
    ...{ state: 'new', decidedAt: null, decisionReason: '', appliedAt: null, toldAt: null },
    ...{ titles: null, mergedIntoId: null, became: [] },
    ...(isAddition(proposal.kind) ? { itemId: null } : {}),
  });
}

/** The item of several merged proposals goes on under its title, though the one leaves that gave it. */
function passOn(tx: Transaction, head: Proposal, heir: Proposal, others: readonly Proposal[]): void {
  const { titles, text, panelIds, became } = head;
  updateProposal(tx, heir.id, { titles: titles ?? [text], panelIds, became, mergedIntoId: null });
  for (const { id } of others) updateProposal(tx, id, { mergedIntoId: heir.id });
}
