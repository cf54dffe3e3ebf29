import { takesAnswers } from '../../domain/answering.ts';
import { askingOrder } from '../../domain/asking-order.ts';
import { hiddenBefore } from '../../domain/own-past.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusals.ts';
import type { RoundKind, ScalePoint } from '../../domain/study-draft.ts';
import { countsApart, kindOf } from '../../kinds/all.ts';
import {
  askedKey,
  insertAnswers,
  loadAnswer,
  loadAnswers,
  loadAskedItems,
  savePreviousValue,
} from '../../store/answers.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueStrip } from '../../store/outbox.ts';
import { loadPanelRoundsOfExpert, type PanelRound } from '../../store/panel-rounds.ts';
import {
  loadQuestionnaire,
  type Questionnaire,
  type QuestionnaireInRound,
  updateQuestionnaire,
} from '../../store/questionnaires.ts';
import { loadScale, needStudy, type Study } from '../../store/studies.ts';
import { showingFirst } from './show-step.ts';

/**
 * Begins or resumes an expert's round: creates its answers the first time, and makes a message its card.
 *
 * @param messageId the message that becomes the card; null: a new one is sent
 */
export function beginQuestionnaire(
  tx: Transaction,
  press: { questionnaireId: number; accountId: number; messageId: number | null; pressedAt: Date; at: Date },
): Outcome {
  const found = loadQuestionnaire(tx, press.questionnaireId);
  if (!found || found.accountId !== press.accountId) return refuse(whyNotTheirs(found, press.accountId));
  const taken = takesAnswers(found, press.pressedAt);
  if (!taken.ok) return taken;

  layOut(tx, found, press.at);
  moveCard(tx, found, press);
  const { questionnaire } = loadQuestionnaire(tx, press.questionnaireId)!;
  updateQuestionnaire(tx, questionnaire.id, {
    ...{ currentAnswerId: null, currentPanelId: null },
    ...showingFirst(tx, questionnaire, placeLeft(tx, found.questionnaire)),
    justAnsweredId: null,
    warnedOfOpen: false,
  });
  return { ok: true };
}

/** Where the card was last, so as to go on in the same sitting; null at the beginning. */
function placeLeft(tx: Transaction, { currentAnswerId, currentPanelId }: Questionnaire): number | null {
  if (currentAnswerId === null || currentPanelId !== null) return null;
  return loadAnswer(tx, currentAnswerId)?.position ?? null;
}

/** Why an account may not press on a questionnaire: its expert has left, or it is somebody else's. */
export function whyNotTheirs(place: QuestionnaireInRound | undefined, accountId: number): Refusal {
  return { code: place?.leftAccountId === accountId ? 'answer.left' : 'answer.notYours' };
}

/**
 * Creates a questionnaire's answers, all open, only when its expert begins: opening a round for a thousand stays cheap.
 */
export function layOut(
  tx: Transaction,
  { questionnaire, studyId, roundNumber }: QuestionnaireInRound,
  at: Date,
): void {
  if (questionnaire.begunAt) return;
  const study = needStudy(tx, studyId);
  const asked = loadAsked(tx, questionnaire, study);
  const seed = study.shuffledItems
    ? { study: study.seed, expert: loadExpert(tx, questionnaire.expertId)!.pseudonym, round: roundNumber }
    : null;
  const panelRounds = loadPanelRoundsOfExpert(tx, questionnaire.roundId, questionnaire.expertId);
  const steps = stepsOf(panelRounds, askingOrder(asked, seed));
  insertAnswers(
    tx,
    questionnaire.id,
    steps.map(({ items }) => items),
  );
  const itemlessSteps = steps.flatMap(({ panelId, items }, position) =>
    items.length === 0 ? [{ position, panelId }] : [],
  );
  updateQuestionnaire(tx, questionnaire.id, { begunAt: at, itemlessSteps });
}

/** What each card of a round asks, panel after panel: an item, all of a panel's items at once, or no item. */
function stepsOf<Asked extends { readonly panelId: number }>(
  panelRounds: readonly PanelRound[],
  asked: readonly Asked[],
): { panelId: number; items: Asked[] }[] {
  return panelRounds.flatMap(({ panelId, kind }) => {
    const items = asked.filter((item) => item.panelId === panelId);
    const { asks } = kindOf(kind);
    if (asks === 'item') return items.map((item) => ({ panelId, items: [item] }));
    return asks === 'panel' && items.length === 0 ? [] : [{ panelId, items }];
  });
}

/** What is asked, with the previous ratings that the expert's account may see. */
export function loadAsked(
  tx: Transaction,
  { roundId, expertId }: Pick<Questionnaire, 'roundId' | 'expertId'>,
  study: Study,
) {
  const scale = loadScale(tx, study.id);
  const hidden = hiddenBefore(study, loadExpert(tx, expertId)!);
  return loadAskedItems(tx, { roundId, expertId, hidden }, countsApart).map((item) => ({
    ...item,
    previousValue: onScale(item, scale),
  }));
}

/** Updates the previous ratings of a questionnaire already begun to what the expert's account may now see. */
export function refreshPrevious(tx: Transaction, questionnaireId: number): void {
  const place = loadQuestionnaire(tx, questionnaireId);
  if (!place?.questionnaire.begunAt) return;
  const asked = loadAsked(tx, place.questionnaire, needStudy(tx, place.studyId));
  const previous = new Map(
    asked.map(({ kind, itemId, countsIn, previousValue }) => [
      askedKey(kind, itemId, countsIn),
      previousValue,
    ]),
  );
  for (const { id, kind, itemId, panelId, previousValue } of loadAnswers(tx, questionnaireId)) {
    const shown = previous.get(askedKey(kind, itemId, panelId)) ?? null;
    if (shown !== previousValue) savePreviousValue(tx, id, shown);
  }
  updateQuestionnaire(tx, questionnaireId);
}

/** A rating that a later workbook took off the scale cannot be kept. */
function onScale(
  { kind, previousValue }: { kind: RoundKind; previousValue: number | null },
  scale: readonly ScalePoint[],
): number | null {
  const put = kindOf(kind);
  if (previousValue === null || put.asks !== 'item') return previousValue;
  return put.accepts(previousValue, scale) ? previousValue : null;
}

/** Makes another message the card; the older one loses its buttons, though a press on it would still count. */
export function moveCard(
  tx: Transaction,
  { questionnaire }: QuestionnaireInRound,
  to: { accountId: number; messageId: number | null; at: Date },
): void {
  const { cardMessageId, cardAccountId } = questionnaire;
  if (cardMessageId !== null && cardAccountId !== null && cardMessageId !== to.messageId) {
    queueStrip(tx, { accountId: cardAccountId, messageId: cardMessageId, at: to.at });
  }
  const same = cardMessageId === to.messageId && cardAccountId === to.accountId;
  updateQuestionnaire(tx, questionnaire.id, {
    cardMessageId: to.messageId,
    cardAccountId: to.accountId,
    ...(same ? {} : { cardHash: null }),
  });
}
