import { hash } from 'node:crypto';
import { isDiffering, type MiddleHalf, wantsReason } from '../../domain/differing.ts';
import { NO_BOUNDS } from '../../domain/number-bounds.ts';
import { itemKindOf } from '../../kinds/all.ts';
import type { CardState, JustAnswered, StandBy } from '../../kinds/card-state.ts';
import type { Message } from '../../messages/message.ts';
import { type Answer, loadAnswer } from '../../store/answers.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadWording, needItem } from '../../store/items.ts';
import { loadQuestionnaire, type QuestionnaireInRound } from '../../store/questionnaires.ts';
import { loadSteps } from '../../store/steps.ts';
import { needStudyOnCard, type StudyOnCard } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import { composeOverview } from './compose-overview.ts';
import { composePanelCard } from './compose-panel-card.ts';
import { composeStep } from './compose-step.ts';
import { loadAsking, loadMiddleHalves, loadPanelFeedback, middleHalves } from './load-differing.ts';
import { loadOthersReasons } from './load-others-reasons.ts';
import { loadResultToCome } from './load-result-to-come.ts';
import { overviewCard } from './overview-message.ts';
import { loadScaleOf } from './record-answer.ts';

/** What an expert's card should show now, and the version of the questionnaire that this reflects. */
export interface ComposedCard {
  readonly accountId: number;
  /** Null: no message is the card yet. */
  readonly messageId: number | null;
  readonly version: number;
  /** Hash of the message; an edit that changes nothing is not made. */
  readonly hash: string;
  readonly message: Message;
}

/** Renders a questionnaire's card from the database; null where nobody is to see it. */
export function composeCard(tx: Transaction, questionnaireId: number): ComposedCard | null {
  const place = loadQuestionnaire(tx, questionnaireId);
  if (!place) return null;
  const { questionnaire } = place;
  const accountId = questionnaire.cardAccountId;
  if (accountId === null || accountId !== place.accountId) return null;
  const message = place.roundOpen ? openCard(tx, place) : { html: closedText(tx, place) };
  const { cardMessageId: messageId, cardVersion: version } = questionnaire;
  return { accountId, messageId, version, hash: hash('sha1', JSON.stringify(message), 'base64url'), message };
}

function closedText(tx: Transaction, { questionnaire, studyId, roundNumber }: QuestionnaireInRound): string {
  const comes = loadResultToCome(tx, { studyId, expertId: questionnaire.expertId, roundNumber });
  return html(`expert.closed.${comes}`, { round: roundNumber });
}

function openCard(tx: Transaction, place: QuestionnaireInRound): Message {
  const { screen, currentPanelId, currentAnswerId } = place.questionnaire;
  const study = needStudyOnCard(tx, place.studyId);
  const answer = currentAnswerId === null ? undefined : loadAnswer(tx, currentAnswerId);
  if (screen !== 'overview' && currentPanelId === null && answer)
    return itemKindOf(answer.kind).card(composeItem(tx, place, study, answer));
  const step =
    screen === 'overview' || currentPanelId === null
      ? undefined
      : loadSteps(tx, place.questionnaire).find(({ panelId }) => panelId === currentPanelId);
  return step
    ? composePanelCard(tx, place, { study, step })
    : overviewCard(composeOverview(tx, place, study));
}

function composeItem(
  tx: Transaction,
  place: QuestionnaireInRound,
  study: StudyOnCard,
  answer: Answer,
): CardState {
  const { questionnaire } = place;
  const { screen } = questionnaire;
  const asking = loadAsking(tx, questionnaire, answer);
  const [first] = asking;
  const item = (first && loadWording(tx, answer.itemId, first.version)) ?? needItem(tx, answer.itemId);
  const feedback = loadPanelFeedback(tx, asking, study, answer.itemId);
  return {
    question: first?.question ?? study.question,
    title: item.title,
    definition: item.definition,
    unit: item.unit,
    panelNames: asking.map(({ panelName }) => panelName),
    scale: loadScaleOf(tx, itemKindOf(answer.kind), study.id),
    bounds: item.bounds ?? NO_BOUNDS,
    answer,
    reason: answer.reason,
    feedback: feedback.map(({ panelName, isShown, result }) => ({
      panelName,
      judged: isShown ? result : null,
    })),
    othersReasons: loadOthersReasons(tx, questionnaire, { study, answer }, feedback),
    standBy: standByOf(answer, middleHalves(feedback)),
    justAnswered: loadJustAnswered(tx, place, study, answer),
    screen: screen === 'reason' || screen === 'reasons' ? screen : screen === 'item' ? 'item' : 'details',
    // Last: to add to what was spread before takes V8 (of Node 20) ten times as long, a tenth of a card.
    ...composeStep(tx, place, study, answer.position),
  };
}

/** For an item not rated yet, the previous rating counts. */
function standByOf(answer: Answer, halves: readonly MiddleHalf[]): StandBy {
  if (answer.standsBy) return 'stated';
  const { state, value, previousValue } = answer;
  return isDiffering(state === 'rated' ? value : previousValue, halves) ? 'offered' : 'none';
}

/** The item whose answer led to this card; null where the expert got here another way. */
function loadJustAnswered(
  tx: Transaction,
  { questionnaire, roundNumber }: QuestionnaireInRound,
  study: StudyOnCard,
  current: Answer,
): JustAnswered | null {
  const { justAnsweredId } = questionnaire;
  const answer =
    justAnsweredId === null || justAnsweredId === current.id ? undefined : loadAnswer(tx, justAnsweredId);
  if (!answer) return null;
  // No round before the first has left anything to differ from.
  const halves = roundNumber === 1 ? [] : loadMiddleHalves(tx, questionnaire, study, answer);
  return {
    answerId: answer.id,
    position: answer.position,
    asksReason: wantsReason(answer, halves, itemKindOf(answer.kind)),
    hasReason: answer.reason !== null,
  };
}
