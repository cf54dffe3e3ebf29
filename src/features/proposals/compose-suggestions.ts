import { isAddition } from '../../domain/proposals.ts';
import { similarTo } from '../../domain/similar-titles.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItemPanels, loadItems, needItem } from '../../store/items.ts';
import { loadPanels } from '../../store/panels.ts';
import { loadNewProposals, loadUnapplied, type Proposal } from '../../store/proposals.ts';
import { countNewReasons, countNewReasonsOf, loadNewReasons, type NewReason } from '../../store/reasons.ts';
import { loadOpenRound, loadRounds, needRound } from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { reasonMark } from './decide-reason.ts';
import { loadChangeable } from './reopen-proposal.ts';
import {
  type JustDecided,
  type PanelMeant,
  proposalPanelsMessage,
  type Similar,
  type Suggested,
  type Suggestions,
  suggestionsMessage,
} from './suggestions-message.ts';

/** `/suggestions`: what waits for a decision, proposals first, one a page. */
export function suggestionsScreen(
  tx: Transaction,
  study: Study,
  page: number,
  decided: JustDecided | null = null,
  isTold = false,
): Message {
  return suggestionsMessage({ ...loadSuggestions(tx, study, page), isTold }, decided);
}

function loadSuggestions(tx: Transaction, study: Study, wanted: number): Omit<Suggestions, 'isTold'> {
  const proposals = loadNewProposals(tx, study.id);
  const all = proposals.length + countNewReasons(tx, study.id);
  const page = Math.max(0, Math.min(wanted, all - 1));
  return {
    ...{ studyId: study.id, title: study.title, page, all },
    suggested: all === 0 ? null : loadSuggested(tx, study, proposals, page),
    reasonsToCome: loadOpenRound(tx, study.id) !== undefined,
    waiting: loadUnapplied(tx, study.id).filter(({ kind }) => kind !== 'comment').length,
    changeable: loadChangeable(tx, study).length,
  };
}

function loadSuggested(
  tx: Transaction,
  study: Study,
  proposals: readonly Proposal[],
  place: number,
): Suggested | null {
  const proposal = proposals[place];
  if (proposal) return proposed(tx, study, proposal, proposals);
  const [reason] = loadNewReasons(tx, study.id, { from: place - proposals.length, most: 1 });
  return reason ? reasoned(tx, study, reason) : null;
}

function proposed(tx: Transaction, study: Study, proposal: Proposal, all: readonly Proposal[]): Suggested {
  const { id: proposalId, text, itemId, kind, objection } = proposal;
  return {
    ...{ proposalId, text, kind: kind === 'idea' ? 'add' : kind, objection },
    round: kind === 'idea' && proposal.roundId !== null ? needRound(tx, proposal.roundId).number : null,
    item: itemId === null ? null : needItem(tx, itemId),
    panels: loadPanelsMeant(tx, study.id, proposal),
    similar: isAddition(kind) ? loadSimilar(tx, study.id, proposal, all) : [],
  };
}

function reasoned(tx: Transaction, study: Study, reason: NewReason): Suggested {
  const { text, roundId, roundNumber, itemId } = reason;
  return {
    ...{ kind: 'reason', text, roundId, roundNumber, mark: reasonMark(text) },
    item: needItem(tx, itemId),
    ofRound: countNewReasonsOf(tx, study.id, roundId),
  };
}

/** For an item to go, the panels that still judge it; for a new one, all of the study. */
function loadPanelsMeant(
  tx: Transaction,
  studyId: number,
  { kind, itemId, panelIds }: Proposal,
): PanelMeant[] {
  if (kind === 'comment') return [];
  const judging = itemId === null ? null : (loadItemPanels(tx, studyId).get(itemId) ?? []);
  return loadPanels(tx, studyId)
    .filter(({ id, removedAt }) => {
      if (removedAt !== null) return false;
      return judging === null || judging.some((place) => place.panelId === id && place.droppedWhy === null);
    })
    .map(({ id, name }) => ({ panelId: id, name, chosen: panelIds.includes(id) }));
}

const MOST_SIMILAR = 3;

/** Items of the study, dropped ones too, and other proposals that wait. */
function loadSimilar(
  tx: Transaction,
  studyId: number,
  proposal: Proposal,
  waiting: readonly Proposal[],
): Similar[] {
  const places = loadItemPanels(tx, studyId);
  const items = loadItems(tx, studyId).map(({ id, code, title, removedAt }): Similar => {
    const isJudged = (places.get(id) ?? []).some(({ droppedWhy }) => droppedWhy === null);
    return { is: 'item', code, title, dropped: removedAt !== null || !isJudged };
  });
  const others = waiting
    .filter(({ id, kind }) => id !== proposal.id && isAddition(kind))
    .map(({ text }): Similar => ({ is: 'proposal', title: text }));
  return similarTo(proposal.text, [...items, ...others], MOST_SIMILAR);
}

/** The panels of one proposal, to be chosen. */
export function proposalPanelsScreen(
  tx: Transaction,
  study: Study,
  proposal: Proposal,
  page: number,
): Message {
  const { id: proposalId, text } = proposal;
  const panels = loadPanelsMeant(tx, study.id, proposal);
  return proposalPanelsMessage(study.id, { proposalId, text, panels }, page);
}

const SHORT_TEXT = 60;

/** What a decision on a proposal came to, to stand above the next one. */
export function decidedText(tx: Transaction, study: Study, proposal: Proposal): JustDecided {
  const { id: proposalId, state, text } = proposal;
  const isRejected = state === 'rejected';
  const said = isRejected
    ? html('suggest.review.done.rejectedWhy', { text: isolate(shorten(text, SHORT_TEXT)) })
    : acceptedText(tx, study, proposal);
  return { html: said, proposalId, isRejected };
}

function acceptedText(tx: Transaction, study: Study, proposal: Proposal): string {
  const { kind, appliedAt, became, itemId } = proposal;
  if (kind === 'comment') return html('suggest.review.done.accepted');
  if (appliedAt === null) return html('suggest.review.done.later');
  const codeOf = (id: number) => isolate(needItem(tx, id).code);
  if (kind === 'remove')
    return html('suggest.review.done.removed', { code: itemId === null ? '' : codeOf(itemId) });
  if (itemId !== null) return html('suggest.review.done.merged', { code: codeOf(itemId) });
  const codes = became.map((item) => codeOf(item.itemId));
  const roundsLeft = loadRounds(tx, study.id).length < study.maxRounds;
  if (codes.length > 1) return html('suggest.review.done.split', { codes: listed(codes) });
  const key = roundsLeft ? 'suggest.review.done.added' : 'suggest.review.done.addedNoRound';
  return html(key, { code: codes[0] ?? '' });
}
