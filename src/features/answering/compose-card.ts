import { createHash } from 'node:crypto';
import { isDiffering, isPointApart, type MiddleHalf, wantsReason } from '../../domain/differing.ts';
import { NO_BOUNDS } from '../../domain/number-bounds.ts';
import { minutesFor } from '../../domain/workload.ts';
import { kindOf } from '../../kinds/all.ts';
import type { CardState, JustAnswered, Standing } from '../../kinds/card-state.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { KeepAllOffer } from '../../messages/keep-all.ts';
import type { Message } from '../../messages/message.ts';
import {
  type Answer,
  countAnswers,
  countOpen,
  hasPreviousToKeep,
  loadAnswer,
  loadAnswers,
  loadOwnBesideMedians,
} from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadWording, needItem } from '../../store/items.ts';
import {
  loadQuestionnaire,
  type Questionnaire,
  type QuestionnaireInRound,
  sitsOnSeveral,
} from '../../store/questionnaires.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import { loadAsking, loadMiddleHalves, loadPanelFeedback, middleHalves } from './load-differing.ts';
import { loadOthersReasons } from './load-others-reasons.ts';
import { loadResultToCome } from './load-result-to-come.ts';
import { OVERVIEW_PAGE, type OverviewLine, overviewCard } from './overview-message.ts';
import { loadScaleOf } from './record-answer.ts';

/** What an expert's card should show now, and the version of the questionnaire that it shows. */
export interface ComposedCard {
  readonly accountId: number;
  /** Null: no message is the card yet. */
  readonly messageId: number | null;
  readonly version: number;
  /** Of the message; an edit to the same is not made. */
  readonly hash: string;
  readonly message: Message;
}

/** Puts a questionnaire's card into words from what the database holds; null where nobody is to see it. */
export function composeCard(tx: Transaction, questionnaireId: number): ComposedCard | null {
  const place = loadQuestionnaire(tx, questionnaireId);
  if (!place) return null;
  const { questionnaire } = place;
  const accountId = questionnaire.cardAccountId;
  if (accountId === null || accountId !== place.accountId) return null;
  const message = place.roundOpen ? openCard(tx, place) : { html: closedText(tx, place) };
  const hash = createHash('sha1').update(JSON.stringify(message)).digest('base64url');
  const { cardMessageId: messageId, cardVersion: version } = questionnaire;
  return { accountId, messageId, version, hash, message };
}

function closedText(tx: Transaction, { questionnaire, studyId, roundNumber }: QuestionnaireInRound): string {
  const comes = loadResultToCome(tx, { studyId, expertId: questionnaire.expertId, roundNumber });
  return html(`expert.closed.${comes}`, { round: roundNumber });
}

function openCard(tx: Transaction, place: QuestionnaireInRound): Message {
  const { questionnaire } = place;
  const answer =
    questionnaire.currentAnswerId === null ? undefined : loadAnswer(tx, questionnaire.currentAnswerId);
  const study = needStudy(tx, place.studyId);
  if (questionnaire.screen === 'overview' || !answer) return overviewCard(composeOverview(tx, place, study));
  const kind = kindOf(answer.kind);
  const screen = questionnaire.screen === 'definition' ? 'details' : questionnaire.screen;
  return kind.card(composeItem(tx, place, { study, answer, kind, screen }));
}

function composeItem(
  tx: Transaction,
  place: QuestionnaireInRound,
  { study, answer, kind, screen }: { study: Study; answer: Answer; kind: Kind; screen: CardState['screen'] },
): CardState {
  const { questionnaire } = place;
  const asking = loadAsking(tx, questionnaire, answer);
  const [first] = asking;
  const item = (first && loadWording(tx, answer.itemId, first.version)) ?? needItem(tx, answer.itemId);
  const feedback = loadPanelFeedback(tx, asking, study, answer.itemId);
  const open = countOpen(tx, questionnaire.id);
  return {
    questionnaireId: questionnaire.id,
    roundNumber: place.roundNumber,
    position: answer.position,
    items: countAnswers(tx, questionnaire.id),
    minutesLeft: open === 0 ? null : minutesFor(open, place.secondsAnItem),
    question: first?.question ?? study.question,
    title: item.title,
    definition: item.definition,
    unit: item.unit,
    panelNames: asking.map(({ panelName }) => panelName),
    sitsOnSeveral: sitsOnSeveral(tx, questionnaire),
    scale: loadScaleOf(tx, kind, study.id),
    bounds: item.bounds ?? NO_BOUNDS,
    answer,
    reason: answer.reason,
    feedback: feedback.map(({ panelName, isShown, result }) => ({
      panelName,
      judged: isShown ? result : null,
    })),
    keepAll: answer.position === 0 ? composeKeepAll(tx, questionnaire.id, study) : null,
    othersReasons: loadOthersReasons(tx, questionnaire, { study, answer }, feedback),
    standing: standingOf(answer, middleHalves(feedback)),
    justAnswered: loadJustAnswered(tx, place, study, answer),
    screen,
  };
}

/** An item not rated yet has the previous rating to stand by. */
function standingOf(answer: Answer, halves: readonly MiddleHalf[]): Standing {
  if (answer.standsBy) return 'stated';
  const { state, value, previousValue } = answer;
  return isDiffering(state === 'rated' ? value : previousValue, halves) ? 'offered' : 'none';
}

/** The item whose answer brought this card; null where the expert came another way. */
function loadJustAnswered(
  tx: Transaction,
  { questionnaire }: QuestionnaireInRound,
  study: Study,
  current: Answer,
): JustAnswered | null {
  const { justAnsweredId } = questionnaire;
  const answer =
    justAnsweredId === null || justAnsweredId === current.id ? undefined : loadAnswer(tx, justAnsweredId);
  if (!answer) return null;
  const halves = loadMiddleHalves(tx, questionnaire, study, answer);
  return {
    answerId: answer.id,
    position: answer.position,
    asksReason: wantsReason(answer, halves, kindOf(answer.kind)),
    hasReason: answer.reason !== null,
  };
}

/** What is offered where previous ratings can be kept; null where there are none. */
function composeKeepAll(tx: Transaction, questionnaireId: number, study: Study): KeepAllOffer | null {
  if (!hasPreviousToKeep(tx, questionnaireId)) return null;
  const told = loadOwnBesideMedians(tx, questionnaireId, study.minAnswersForFeedback).filter(
    ({ kind }) => kindOf(kind).ratings === 'numbers',
  );
  if (told.length === 0) return { apart: null };
  const scale = loadScale(tx, study.id).map(({ value }) => value);
  return { apart: told.filter(({ own, medians }) => isPointApart(own, medians, scale)).length };
}

function composeOverview(
  tx: Transaction,
  { questionnaire, studyId, roundNumber }: QuestionnaireInRound,
  study: Study,
) {
  const { expertId } = questionnaire;
  const answers = loadAnswers(tx, questionnaire.id);
  // What is open stands first: it is what the expert came for.
  const ordered = [...answers.filter(isOpen), ...answers.filter((answer) => !isOpen(answer))];
  const pages = Math.max(1, Math.ceil(ordered.length / OVERVIEW_PAGE));
  const page = Math.min(questionnaire.overviewPage, pages - 1);
  const shown = ordered.slice(page * OVERVIEW_PAGE, (page + 1) * OVERVIEW_PAGE);
  return {
    questionnaireId: questionnaire.id,
    roundNumber,
    items: answers.length,
    open: countOpen(tx, questionnaire.id),
    handedIn: questionnaire.handedInAt !== null,
    resultComes: loadResultToCome(tx, { studyId, expertId, roundNumber }),
    warnedOfOpen: questionnaire.warnedOfOpen,
    keepAll: composeKeepAll(tx, questionnaire.id, study),
    page,
    pages,
    lines: shown.map((answer) => overviewLine(tx, study, questionnaire, answer)),
  };
}

function isOpen({ state }: Answer): boolean {
  return state === 'open';
}

function overviewLine(
  tx: Transaction,
  study: Study,
  questionnaire: Questionnaire,
  answer: Answer,
): OverviewLine {
  const { title } = needItem(tx, answer.itemId);
  const halves = loadMiddleHalves(tx, questionnaire, study, answer);
  return {
    position: answer.position,
    title,
    answer: answerWords(tx, study, answer),
    asksReason: wantsReason(answer, halves, kindOf(answer.kind)),
  };
}

/** @returns null while the item is open */
function answerWords(tx: Transaction, study: Study, { state, value, kind: name }: Answer): string | null {
  if (state === 'no_opinion') return html('label.noOpinion');
  if (state === 'open' || value === null) return null;
  const kind = kindOf(name);
  return kind.words(value, loadScaleOf(tx, kind, study.id));
}
