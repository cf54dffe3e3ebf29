import { hiddenBefore } from '../../domain/own-past.ts';
import { readIdea } from '../../domain/proposals.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { kindOf } from '../../kinds/all.ts';
import { logEvent } from '../../store/events.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  type IdeasOf,
  insertProposal,
  loadIdeas,
  loadProposal,
  loadRemovedIdea,
  type Proposal,
  updateProposal,
} from '../../store/proposals.ts';
import {
  loadOpenQuestionnaires,
  loadQuestionnaireOf,
  type Questionnaire,
  type QuestionnaireInRound,
  updateQuestionnaire,
} from '../../store/questionnaires.ts';
import { loadNextOpen, loadSteps, type Step } from '../../store/steps.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { moveCard } from './begin-questionnaire.ts';
import { type HandingIn, handIn } from './hand-in.ts';
import { type CardPress, loadOwn } from './record-answer.ts';
import { showing } from './show-step.ts';

/** The expert's ideas for a panel, as far as the account may see them. */
export function ideasOf(
  tx: Transaction,
  study: Pick<Study, 'anonymity'>,
  { roundId, expertId }: Questionnaire,
  panelId: number,
): IdeasOf {
  return { roundId, panelId, expertId, hidden: hiddenBefore(study, loadExpert(tx, expertId)!) };
}

/** A panel's call for proposals in an expert's open round. */
interface Call {
  readonly questionnaireId: number;
  readonly panelId: number;
}

/**
 * The call that an account's card shows, where one does: each message is then an idea. With several it is the newest
 * study's.
 */
export function findCall(tx: Transaction, accountId: number, at: Date): Call | null {
  for (const { questionnaire, deadline } of loadOpenQuestionnaires(tx, accountId)) {
    const { id, screen, currentPanelId, cardAccountId } = questionnaire;
    if (screen !== 'panel' || currentPanelId === null || cardAccountId !== accountId) continue;
    if (at >= deadline) continue;
    const step = callIn(loadSteps(tx, questionnaire), currentPanelId);
    if (step) return { questionnaireId: id, panelId: currentPanelId };
  }
  return null;
}

function callIn(steps: readonly Step[], panelId: number): Step | undefined {
  return steps.find((step) => step.panelId === panelId && kindOf(step.kind).asks === 'proposals');
}

/** The call that a press is about, if it is the presser's and its round still takes answers. */
function loadCall(
  tx: Transaction,
  { questionnaireId, panelId }: Call,
  press: CardPress,
): Outcome<{ place: QuestionnaireInRound; step: Step; of: IdeasOf; listed: Proposal[] }> {
  const own = loadOwn(tx, questionnaireId, press);
  if (!own.ok) return own;
  const { place } = own;
  const step = callIn(loadSteps(tx, place.questionnaire), panelId);
  if (!step) return refuse({ code: 'answer.itemGone' });
  const of = ideasOf(tx, needStudy(tx, place.studyId), place.questionnaire, panelId);
  return { ok: true, place, step, of, listed: loadIdeas(tx, of) };
}

/**
 * Saves an idea. The card is sent again below the text, as the old one has scrolled away. The log does not say whose it
 * is.
 */
export function writeIdea(
  tx: Transaction,
  call: Call,
  text: string,
  press: CardPress,
): Outcome<{ proposalId: number }> {
  const found = loadCall(tx, call, press);
  if (!found.ok) return found;
  const { place, step, of, listed } = found;
  const read = readIdea(
    text,
    listed.map((idea) => idea.text),
  );
  if (!read.ok) return read;
  const proposalId = insertProposal(tx, {
    ...{ studyId: place.studyId, roundId: of.roundId, panelId: of.panelId, expertId: of.expertId },
    ...{ kind: 'idea', text: read.text, itemId: null, panelIds: [of.panelId], createdAt: press.at },
  });
  const log = { studyId: place.studyId, at: press.at, actor: 'expert' } as const;
  logEvent(tx, { ...log, kind: 'proposal.made', details: { of: 'idea' } });
  moveCard(tx, place, { accountId: press.accountId, messageId: null, at: press.at });
  showChanged(tx, place, step, press);
  return { ok: true, proposalId };
}

function showChanged(
  tx: Transaction,
  { questionnaire }: QuestionnaireInRound,
  step: Step,
  { pressedAt }: CardPress,
): void {
  updateQuestionnaire(tx, questionnaire.id, {
    ...showing(step),
    ...{ lastAnswerAt: pressedAt, justAnsweredId: null, warnedOfOpen: false },
  });
}

/** An idea with its call, if it is the presser's and its round still takes answers. */
function loadOwnIdea(tx: Transaction, proposalId: number, press: CardPress) {
  const idea = loadProposal(tx, proposalId);
  const { roundId, panelId, expertId } = idea ?? {};
  const questionnaire =
    idea?.kind === 'idea' && roundId && expertId ? loadQuestionnaireOf(tx, roundId, expertId) : undefined;
  if (!idea || !questionnaire || !panelId) return refuse({ code: 'answer.notYours' });
  const found = loadCall(tx, { questionnaireId: questionnaire.id, panelId }, press);
  if (!found.ok) return found;
  const { hidden } = found.of;
  return hidden && idea.createdAt < hidden
    ? refuse({ code: 'answer.notYours' })
    : ({ ...found, idea } as const);
}

/** Takes an idea off the list; pressing twice makes no difference. */
export function removeIdea(tx: Transaction, proposalId: number, press: CardPress): Outcome {
  const found = loadOwnIdea(tx, proposalId, press);
  if (!found.ok) return found;
  const { place, step, idea } = found;
  if (idea.state === 'new') updateProposal(tx, proposalId, { state: 'withdrawn', decidedAt: press.at });
  showChanged(tx, place, step, press);
  return { ok: true };
}

/** Puts back the idea that was taken off last. */
export function bringIdeaBack(tx: Transaction, call: Call, press: CardPress): Outcome {
  const found = loadCall(tx, call, press);
  if (!found.ok) return found;
  const { place, step, of, listed } = found;
  const removed = loadRemovedIdea(tx, of);
  if (!removed) return refuse({ code: 'idea.noneRemoved' });
  const read = readIdea(
    removed.text,
    listed.map(({ text }) => text),
  );
  if (!read.ok) return read;
  updateProposal(tx, removed.id, { state: 'new', decidedAt: null });
  showChanged(tx, place, step, press);
  return { ok: true };
}

/** Takes an edited message as the corrected idea. */
export function correctIdea(tx: Transaction, proposalId: number, text: string, press: CardPress): Outcome {
  const found = loadOwnIdea(tx, proposalId, press);
  if (!found.ok) return found;
  const { place, idea, listed } = found;
  if (idea.state !== 'new') return refuse({ code: 'idea.removed' });
  const corrected = listed.findIndex(({ id }) => id === proposalId);
  const read = readIdea(
    text,
    listed.map((each) => each.text),
    corrected,
  );
  if (!read.ok) return read;
  updateProposal(tx, proposalId, { text: read.text });
  updateQuestionnaire(tx, place.questionnaire.id);
  return { ok: true };
}

/** Ends a panel's list: the card goes on to what is still open; where nothing is, the round is handed in. */
export function endIdeas(
  tx: Transaction,
  call: Call,
  press: CardPress,
): Outcome<{ handing: HandingIn | 'goesOn' }> {
  const found = loadCall(tx, call, press);
  if (!found.ok) return found;
  const { place, step } = found;
  const next = loadNextOpen(tx, place.questionnaire, { first: step.position, last: step.position });
  if (!next || place.questionnaire.handedInAt) return handIn(tx, call.questionnaireId, press);
  updateQuestionnaire(tx, call.questionnaireId, { ...showing(next), justAnsweredId: null });
  return { ok: true, handing: 'goesOn' };
}
