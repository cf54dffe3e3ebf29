import { isAnonymous } from '../../domain/anonymity.ts';
import { grouped } from '../../domain/grouped.ts';
import { drawPseudonym } from '../../domain/pseudonym.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { loadAnswers, loadPaperCode, savePaperAnswer } from '../../store/answers.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { endPreview } from '../../store/previews.ts';
import { deleteIdeasOnPaper, insertProposal } from '../../store/proposals.ts';
import {
  loadQuestionnaire,
  type QuestionnaireInRound,
  updateQuestionnaire,
} from '../../store/questionnaires.ts';
import { loadTakenCodes } from '../../store/round-codes.ts';
import { needRound } from '../../store/rounds.ts';
import { loadSteps, sumOf } from '../../store/steps.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { layOut } from '../answering/begin-questionnaire.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import type { KeptForm } from './form-message.ts';
import { loadGiven, partGiven, placeKey } from './load-given.ts';
import type { PaperArgs } from './preview-form.ts';
import type { FormContent, PaperAnswer } from './read-answers.ts';
import { type PaperIdea, weighIdeas } from './read-ideas.ts';

interface PaperPress {
  readonly previewId: number;
  readonly accountId: number;
  readonly at: Date;
  readonly randomBelow: (limit: number) => number;
}

/**
 * Saves what was previewed, except what experts have answered themselves meanwhile. Experts with nothing open any more
 * have handed in; those who have joined are told.
 */
export function keepForm(tx: Transaction, press: PaperPress): Outcome<{ kept: KeptForm }> {
  const { previewId, at } = press;
  const shown = loadOwnPreview(tx, press, 'paper');
  if (!shown.ok) return shown;
  const { roundId, answers, ideas = [] } = shown.preview.args as PaperArgs;
  const round = needRound(tx, roundId);
  if (round.state !== 'open' || at >= round.deadline)
    return refuse({ code: 'round.closed', number: round.number });
  endPreview(tx, previewId, 'done');
  const study = needStudy(tx, round.studyId);
  const { taken } = partGiven(answers, loadGiven(tx, roundId, answers));
  const takenIdeas = weighIdeas(tx, roundId, ideas).taken;
  const all = [...taken, ...takenIdeas];
  const byQuestionnaire = grouped<PaperAnswer | PaperIdea, number>(
    all,
    ({ questionnaireId }) => questionnaireId,
  );
  let handedIn = 0;
  for (const [questionnaireId, own] of byQuestionnaire) {
    const place = loadQuestionnaire(tx, questionnaireId)!;
    const ofForm = partForm(own);
    if (keepOwn(tx, study, place, ofForm, press)) handedIn += 1;
    tellExpert(tx, place, { answers: ofForm.answers.length, ideas: ofForm.ideas.length }, press);
  }
  const told = { answers: taken.length, ideas: takenIdeas.length, experts: byQuestionnaire.size };
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'facilitator', accountId: press.accountId, kind: 'paper.kept' },
    details: { round: round.number, ...told },
  });
  const overtaken = answers.length + ideas.length - all.length;
  return { ok: true, kept: { ...told, round: round.number, handedIn, overtaken } };
}

function partForm(own: readonly (PaperAnswer | PaperIdea)[]): FormContent {
  return {
    answers: own.filter((each): each is PaperAnswer => 'itemId' in each),
    ideas: own.filter((each): each is PaperIdea => !('itemId' in each)),
  };
}

/** @returns whether this hands the expert's round in */
function keepOwn(
  tx: Transaction,
  study: Study,
  place: QuestionnaireInRound,
  own: FormContent,
  { at, accountId, randomBelow }: PaperPress,
): boolean {
  const { id, expertId, handedInAt } = place.questionnaire;
  layOut(tx, place, at);
  const answerIds = new Map(loadAnswers(tx, id).map((answer) => [placeKey(answer), answer.id]));
  const apartCode = codeFor(tx, study, { id, expertId }, randomBelow);
  for (const answer of own.answers) {
    const { state, value, reason } = answer;
    savePaperAnswer(tx, answerIds.get(placeKey(answer))!, {
      state,
      value,
      reason,
      apartCode,
      answeredAt: at,
    });
  }
  keepIdeas(tx, place, own.ideas, at);
  const steps = loadSteps(tx, loadQuestionnaire(tx, id)!.questionnaire);
  const handsIn = handedInAt === null && sumOf(steps, 'missing') === 0;
  updateQuestionnaire(tx, id, {
    ...{ lastAnswerAt: at, justAnsweredId: null, warnedOfOpen: false },
    ...(handsIn ? { handedInAt: at, screen: 'overview', overviewPage: 0 } : {}),
  });
  if (!handsIn) return false;
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'facilitator', accountId, kind: 'questionnaire.handedIn' },
    details: { round: place.roundNumber, expertId },
  });
  return true;
}

/** Replaces the proposals that an earlier form gave for the same panels by this form's. */
function keepIdeas(
  tx: Transaction,
  { studyId, questionnaire }: QuestionnaireInRound,
  ideas: readonly PaperIdea[],
  at: Date,
): void {
  const { roundId, expertId } = questionnaire;
  for (const panelId of new Set(ideas.map((idea) => idea.panelId))) {
    deleteIdeasOnPaper(tx, { roundId, expertId, panelId });
  }
  for (const [place, { panelId, text }] of ideas.entries()) {
    insertProposal(tx, {
      ...{ studyId, roundId, panelId, expertId, kind: 'idea', text, itemId: null, panelIds: [panelId] },
      onPaper: true,
      // A millisecond apart: lists sort ideas by their moments, and so keep the form's order.
      createdAt: new Date(at.getTime() + place),
    });
  }
}

/**
 * The code for an expert's answers from paper, which a facilitator has seen; null where answers stand under names
 * anyway.
 */
function codeFor(
  tx: Transaction,
  { id, anonymity }: Study,
  { id: questionnaireId, expertId }: { readonly id: number; readonly expertId: number },
  randomBelow: (limit: number) => number,
): string | null {
  if (!isAnonymous(anonymity)) return null;
  // Nothing stored may link the rounds of an unlinked study either.
  const known = loadPaperCode(tx, expertId, anonymity === 'unlinked' ? questionnaireId : null);
  return known ?? drawPseudonym(loadTakenCodes(tx, id), randomBelow);
}

function tellExpert(
  tx: Transaction,
  { questionnaire, accountId }: QuestionnaireInRound,
  given: { readonly answers: number; readonly ideas: number },
  { previewId, at }: PaperPress,
): void {
  if (accountId === null) return;
  queueMessage(tx, {
    kind: 'paper-kept',
    key: `paper-kept:${previewId}:${questionnaire.id}`,
    accountId,
    at,
    args: { questionnaireId: questionnaire.id, ...given },
  });
}

/** Discards what a form's preview has shown. */
export function cancelForm(tx: Transaction, press: Pick<PaperPress, 'previewId' | 'accountId'>): Outcome {
  const shown = loadOwnPreview(tx, press, 'paper');
  if (shown.ok) endPreview(tx, press.previewId, 'cancelled');
  return shown;
}
