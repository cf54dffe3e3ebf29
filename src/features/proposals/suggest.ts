import { foldText } from '../../domain/digits.ts';
import { hiddenBefore } from '../../domain/own-past.ts';
import { isAddition, MOST_WAITING, panelsMeant, readProposal } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import { shorten } from '../../messages/shorten.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, loadEnrolments } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadItemPanels, loadItems } from '../../store/items.ts';
import { loadActiveItems, loadPanelsOfExpert, loadSeatedExperts } from '../../store/panels.ts';
import { countWaitingOf, insertProposal, loadProposal, updateProposal } from '../../store/proposals.ts';
import { loadOpenQuestionnaires, updateQuestionnaire } from '../../store/questionnaires.ts';
import { loadRounds } from '../../store/rounds.ts';
import type { KeptText } from '../../store/sent-texts.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { moveCard } from '../answering/begin-questionnaire.ts';
import { type CardPress, loadOwn } from '../answering/record-answer.ts';
import { correctIdea } from '../answering/write-ideas.ts';

/** Who proposes, and in which study. */
export interface Proposer {
  readonly expert: Expert;
  readonly study: Study;
}

/** An expert's press or text about proposals of one study, and the message that asks. */
export interface SuggestionPress {
  readonly studyId: number;
  readonly accountId: number;
  readonly at: Date;
}

/** The studies in which an account may propose something, the newest first. */
export function loadProposers(tx: Transaction, accountId: number): Proposer[] {
  return loadEnrolments(tx, accountId)
    .map((expert) => ({ expert, study: needStudy(tx, expert.studyId) }))
    .filter(({ study }) => study.state !== 'finished');
}

/** The presser as an expert of a study that still goes on. */
export function loadProposer(
  tx: Transaction,
  { studyId, accountId }: Pick<SuggestionPress, 'studyId' | 'accountId'>,
): Outcome<{ proposer: Proposer }> {
  const expert = loadEnrolments(tx, accountId).find((one) => one.studyId === studyId);
  if (!expert) return refuse({ code: 'suggest.noStudy' });
  const study = needStudy(tx, studyId);
  return study.state === 'finished'
    ? refuse({ code: 'suggest.studyFinished' })
    : { ok: true, proposer: { expert, study } };
}

/**
 * Leads from the overview of a round into the study's proposals. The card's message becomes the question; it is the
 * card again where the expert goes back, and so nothing new stands in the chat.
 */
export function leaveCardToSuggest(
  tx: Transaction,
  questionnaireId: number,
  press: CardPress & { messageId: number },
): Outcome<{ proposer: Proposer }> {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const { questionnaire, studyId } = own.place;
  const found = loadProposer(tx, { studyId, accountId: press.accountId });
  if (found.ok && questionnaire.cardMessageId === press.messageId) {
    updateQuestionnaire(tx, questionnaireId, { cardMessageId: null, cardAccountId: null, cardHash: null });
  }
  return found;
}

/**
 * Makes the pressed message the card again that it was before the expert left it for a proposal.
 *
 * @returns whether it was
 */
export function returnToCard(tx: Transaction, press: SuggestionPress & { messageId: number }): boolean {
  const place = loadOpenQuestionnaires(tx, press.accountId).find(({ studyId }) => studyId === press.studyId);
  if (!place?.questionnaire.begunAt || place.questionnaire.cardAccountId !== null) return false;
  if (press.at >= place.deadline) return false;
  moveCard(tx, place, press);
  updateQuestionnaire(tx, place.questionnaire.id, { screen: 'overview', overviewPage: 0 });
  return true;
}

/** Items that the expert's panels still judge, in the workbook's order. */
export function loadOwnItems(tx: Transaction, { expert, study }: Proposer): Item[] {
  const active = loadActiveItems(tx, study.id, study.excludedAudiences);
  const own = new Set(loadPanelsOfExpert(tx, expert.id).flatMap(({ id }) => active.get(id) ?? []));
  return loadItems(tx, study.id).filter(({ id }) => own.has(id));
}

/** Waits for what is to be proposed: what is typed next is kept until it is known what it is. */
export function awaitKind(
  tx: Transaction,
  { studyId, accountId, at }: { studyId: number | null; accountId: number; at: Date },
): void {
  startDialog(tx, { accountId, kind: 'suggest-kind', args: { studyId }, startedAt: at });
}

/**
 * Waits for the code of an item to be removed; a press on its number does as well.
 *
 * @param kept the reason, typed before
 */
export function awaitItem(
  tx: Transaction,
  press: SuggestionPress & { messageId: number },
  kept: KeptText | null,
): void {
  const { studyId, accountId, messageId, at } = press;
  const args = { studyId, messageId, keptAt: kept?.keptAt ?? null };
  startDialog(tx, { accountId, kind: 'suggest-item', args, startedAt: at });
}

/** What is quoted of a text that is no item's code: enough to know it again. */
const QUOTED = 60;

/** The item that a typed text means: by its code, else by its number in the list. */
export function findOwnItem(items: readonly Item[], typed: string): Outcome<{ item: Item }> {
  const seen = seenText(typed);
  if (seen === '') return refuse({ code: 'suggest.noText' });
  const folded = foldText(seen);
  const item = items.find(({ code }) => foldText(code) === folded) ?? items[placeOf(folded)];
  return item ? { ok: true, item } : refuse({ code: 'suggest.unknownItem', typed: shorten(seen, QUOTED) });
}

function placeOf(folded: string): number {
  return /^\d{1,6}$/.test(folded) ? Number(folded) - 1 : -1;
}

/** What the next text of an expert will be. */
export type Suggestion =
  | { readonly kind: 'add' | 'comment' }
  | { readonly kind: 'remove'; readonly itemId: number };

/** Waits for a proposal: the expert's next text is taken for it. */
export function awaitProposal(
  tx: Transaction,
  press: SuggestionPress & { messageId: number | null },
  suggestion: Suggestion,
): Outcome<{ item: Item | null }> {
  const found = loadProposer(tx, press);
  if (!found.ok) return found;
  const item = itemOf(tx, found.proposer, suggestion);
  if (item === undefined) return refuse({ code: 'suggest.itemGone' });
  const { studyId, accountId, messageId, at } = press;
  startDialog(tx, {
    ...{ accountId, kind: 'suggest', startedAt: at },
    args: { studyId, messageId, kind: suggestion.kind, itemId: item?.id ?? null },
  });
  return { ok: true, item };
}

/** The item that is to go; null: none is meant; undefined: it is none of the expert's any more. */
function itemOf(tx: Transaction, proposer: Proposer, suggestion: Suggestion): Item | null | undefined {
  if (suggestion.kind !== 'remove') return null;
  return loadOwnItems(tx, proposer).find(({ id }) => id === suggestion.itemId);
}

/**
 * Stores a typed proposal. A text that is refused is waited for still; where the study or the item is gone, no more.
 * The log says that somebody proposed something, not who.
 */
export function propose(
  tx: Transaction,
  given: SuggestionPress & { text: string },
  suggestion: Suggestion,
): Outcome<{ proposer: Proposer; proposalId: number }> {
  const found = loadProposer(tx, given);
  const item = found.ok ? itemOf(tx, found.proposer, suggestion) : null;
  if (!found.ok || item === undefined) {
    endDialog(tx, given.accountId);
    return found.ok ? refuse({ code: 'suggest.itemGone' }) : found;
  }
  const { expert, study } = found.proposer;
  const { kind } = suggestion;
  const read = readProposal(given.text, kind);
  if (!read.ok) return read;
  const waiting = countWaitingOf(tx, expert.id, hiddenBefore(study, expert));
  endDialog(tx, given.accountId);
  if (waiting >= MOST_WAITING) return refuse({ code: 'suggest.tooMany', waiting });
  const proposalId = insertProposal(tx, {
    ...{ studyId: study.id, expertId: expert.id, kind, text: read.text, createdAt: given.at },
    roundId: loadRounds(tx, study.id).at(-1)?.id ?? null,
    itemId: item?.id ?? null,
    panelIds: [...panelsOf(tx, found.proposer, suggestion)],
  });
  const log = { studyId: study.id, at: given.at, actor: 'expert' } as const;
  logEvent(tx, { ...log, kind: 'proposal.made', details: { of: kind } });
  return { ok: true, proposer: found.proposer, proposalId };
}

/** Takes another text for a proposal that nobody has decided. */
export function correctProposal(
  tx: Transaction,
  given: CardPress & { proposalId: number; text: string },
): Outcome {
  const proposal = loadProposal(tx, given.proposalId);
  if (proposal?.kind === 'idea') return correctIdea(tx, proposal.id, given.text, given);
  const found = proposal && loadProposer(tx, { studyId: proposal.studyId, accountId: given.accountId });
  if (!proposal || !found?.ok || found.proposer.expert.id !== proposal.expertId) {
    return refuse({ code: 'suggest.noStudy' });
  }
  if (proposal.state !== 'new') return refuse({ code: 'text.decided' });
  const read = readProposal(given.text, proposal.kind);
  if (!read.ok) return read;
  updateProposal(tx, proposal.id, { text: read.text });
  return { ok: true };
}

/** Panels that a new item would be put before, or that an item would leave. */
function panelsOf(tx: Transaction, { expert, study }: Proposer, suggestion: Suggestion): readonly number[] {
  if (suggestion.kind === 'remove') {
    const places = loadItemPanels(tx, study.id).get(suggestion.itemId) ?? [];
    return places.filter(({ droppedWhy }) => droppedWhy === null).map(({ panelId }) => panelId);
  }
  if (!isAddition(suggestion.kind)) return [];
  const own = loadPanelsOfExpert(tx, expert.id).map(({ id }) => id);
  return panelsMeant(own, loadSeatedExperts(tx, study.id));
}
