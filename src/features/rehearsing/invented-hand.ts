import { type AnsweringPlan, planAnswering, remarksOf, type Temper } from '../../domain/invented-expert.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { ANSWER_BUTTONS, PANEL_BUTTONS, PLAYS } from '../../kinds/all.ts';
import type { CardAtPhone } from '../../kinds/play.ts';
import { endIdeasButton, overviewButton, showButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { loadAnswer, loadAnswers } from '../../store/answers.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { loadQuestionnaire } from '../../store/questionnaires.ts';
import { BEFORE_ALL, loadNextOpen } from '../../store/steps.ts';
import { plain } from '../../texts/i18n.ts';
import { isLabelled } from '../../texts/labelled.ts';
import { answerPanel } from '../answering/answer-panel.ts';
import { beginQuestionnaire } from '../answering/begin-questionnaire.ts';
import { composeCard } from '../answering/compose-card.ts';
import { giveReason } from '../answering/give-reason.ts';
import { handIn } from '../answering/hand-in.ts';
import { keepAll } from '../answering/keep-all.ts';
import { type CardPress, findWritten, recordAnswer, recordWritten } from '../answering/record-answer.ts';
import { showOverview, showStep } from '../answering/turn-card.ts';
import { endIdeas, findCall, writeIdea } from '../answering/write-ideas.ts';

/** An invented expert with an open questionnaire. */
export interface Sitter {
  readonly questionnaireId: number;
  readonly accountId: number;
  /** The expert's place in the workbook, from 0. */
  readonly expert: number;
  readonly temper: Temper;
  readonly seed: number;
  readonly round: number;
  readonly scaleLabels: readonly string[];
}

/** Above the presses that any questionnaire takes; a card that does not move on is given up. */
const MOST_PRESSES = 20_000;

/**
 * Answers a questionnaire as far as its expert's temper goes: reads each card as it would be sent, and does what a press
 * on its buttons, or a text below it, does.
 *
 * @param nextMoment of the next press
 * @param onCard shown every card
 * @returns whether the expert takes part in the round
 */
export function answerByHand(
  db: Database,
  sitter: Sitter,
  { nextMoment, onCard }: { nextMoment: () => Date; onCard: (card: Message) => void },
): boolean {
  const plan = planAnswering(sitter, sitter.round, true);
  if (!plan.takesPart) return false;
  const press = (does: (tx: Transaction, press: CardPress) => Outcome) =>
    transact(db, (tx) => {
      const at = nextMoment();
      return does(tx, { accountId: sitter.accountId, pressedAt: at, at, messageId: null });
    }).ok;
  const { questionnaireId } = sitter;
  if (!press((tx, by) => beginQuestionnaire(tx, { ...by, questionnaireId, messageId: null }))) return false;
  if (plan.keepsAll) press((tx, by) => keepAll(tx, questionnaireId, by));
  else answerCards(db, sitter, { press, onCard, most: mostPresses(db, questionnaireId, plan) });
  if (!plan.handsIn) return true;
  // With items open the first press only tells how many.
  press((tx, by) => handIn(tx, questionnaireId, by));
  press((tx, by) => handIn(tx, questionnaireId, by));
  return true;
}

function mostPresses(db: Database, questionnaireId: number, { share }: AnsweringPlan): number {
  return share === 1 ? MOST_PRESSES : Math.ceil(share * Math.max(1, loadAnswers(db, questionnaireId).length));
}

interface Hand {
  readonly press: (does: (tx: Transaction, press: CardPress) => Outcome) => boolean;
  readonly onCard: (card: Message) => void;
  readonly most: number;
}

function answerCards(db: Database, sitter: Sitter, { press, onCard, most }: Hand): void {
  const { questionnaireId, expert, round } = sitter;
  const remarks = remarksOf(sitter, round);
  for (let presses = 0; presses < most; presses += 1) {
    const message = composeCard(db, questionnaireId)?.message;
    const { questionnaire } = loadQuestionnaire(db, questionnaireId)!;
    if (!message || questionnaire.handedInAt) return;
    const card = atPhone(message);
    const play = PLAYS.find((each) => each.recognises(card));
    if (!play) {
      const next = loadNextOpen(db, questionnaire, BEFORE_ALL);
      if (!next || !press((tx, by) => showStep(tx, questionnaireId, next.position, by))) return;
      continue;
    }
    onCard(message);
    const answerId = questionnaire.currentAnswerId;
    if (presses === remarks.reasonAt && answerId !== null && questionnaire.currentPanelId === null)
      press((tx, by) => giveReason(tx, answerId, plain('rehearse.reason', { number: expert + 1 }), by));
    const item = String(answerId === null ? questionnaireId : loadAnswer(db, answerId)?.itemId);
    const step = play.next(card, { ...sitter, item });
    const done =
      'write' in step
        ? press((tx, by) => write(tx, step.write, by))
        : press((tx, by) => pressOn(tx, dataOf(message, step.press), by));
    if (!done) return;
  }
}

const TAG = /<[^>]*>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
/** Invisible marks that only steer the direction. */
const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A message's words and buttons, each row read from the right. */
function atPhone({ html, buttons = [] }: Message): CardAtPhone {
  return {
    text: html
      .replace(TAG, '')
      .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name]!)
      .replace(DIRECTION_MARKS, ''),
    buttons: buttons.flatMap((row) => row.map(({ text }) => text).toReversed()),
  };
}

/** What the button of a label carries. @throws where the card has none */
function dataOf({ buttons = [] }: Message, label: string): string {
  const all = buttons.flat();
  const data = (all.find(({ text }) => text === label) ?? all.find(({ text }) => isLabelled(text, label)))
    ?.data;
  if (data === undefined) throw new Error('an invented expert looks for a button that the card lacks');
  return data;
}

/** What a press on a card does. */
function pressOn(tx: Transaction, data: string, by: CardPress): Outcome {
  const ofItem = ANSWER_BUTTONS.find(({ pattern }) => pattern.test(data));
  if (ofItem) {
    const { answerId, pressed } = ofItem.read(data);
    return recordAnswer(tx, answerId, pressed, by);
  }
  const ofPanel = PANEL_BUTTONS.find(({ pattern }) => pattern.test(data));
  if (ofPanel) return answerPanel(tx, ofPanel.read(data), by);
  if (endIdeasButton.pattern.test(data)) return endIdeas(tx, endIdeasButton.read(data), by);
  if (showButton.pattern.test(data)) {
    const { questionnaireId, position } = showButton.read(data);
    return showStep(tx, questionnaireId, position, by);
  }
  const { questionnaireId, page } = overviewButton.read(data);
  return showOverview(tx, questionnaireId, page, by);
}

/** What a text below a card does: an idea, or a number. */
function write(tx: Transaction, text: string, by: CardPress): Outcome {
  const call = findCall(tx, by.accountId, by.at);
  if (call) return writeIdea(tx, call, plain('rehearse.idea', { text }), by);
  const answer = findWritten(tx, by.accountId);
  if (!answer) throw new Error('an invented expert writes where no card waits for a text');
  return recordWritten(tx, answer.id, text, by);
}
