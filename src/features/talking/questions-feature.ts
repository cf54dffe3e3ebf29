import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { rememberText } from '../../bot/remember-text.ts';
import type { SaidHandler } from '../../bot/said.ts';
import { answerQuestionButton, tellQuestionButton } from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { prepareAnnouncement } from './announce.ts';
import { answerQuestion, awaitAnswer, loadOwnQuestion, questionRepliedTo } from './answer-question.ts';
import { answerSentMessage, forAllText, writeAnswerMessage } from './questions-message.ts';

/** Experts' questions: answered by a reply to the message, or by a button and a typed text; told to all by a button. */
export const questionsPresses: readonly PressHandler[] = [
  onFacilitatorPress(answerQuestionButton, ({ ctx, tx, carried }) => {
    const waiting = awaitAnswer(tx, { ...carried, accountId: ctx.account.id, at: ctx.at });
    if (!waiting.ok) return ctx.alert(waiting.refusal);
    ctx.say(writeAnswerMessage(waiting.question.text, ctx.at));
  }),
  onFacilitatorPress(tellQuestionButton, ({ deps: { quietHours, zone }, ctx, tx, carried }) => {
    const found = loadOwnQuestion(tx, { ...carried, accountId: ctx.account.id });
    if (!found.ok) return ctx.alert(found.refusal);
    const { studyId, text: question, answer } = found.question;
    if (answer === null) return ctx.alert({ code: 'question.gone' });
    const request = { studyId, text: forAllText(question, answer), accountId: ctx.account.id };
    const prepared = prepareAnnouncement(tx, request, { at: ctx.at, quietHours, zone });
    if (!prepared.ok) return ctx.alert(prepared.refusal);
    ctx.say(prepared.message);
  }),
];

/** A reply to a question's message answers it. A workbook means what it always means. */
export const questionsSaid: readonly SaidHandler[] = [
  {
    who: 'facilitator',
    means: (ctx, { db }) => repliedTo(ctx, db) !== null,
    take: (ctx, tx) => answer(ctx, tx, repliedTo(ctx, tx)!),
  },
];

function repliedTo({ message, account }: BotContext, db: Database | Transaction): number | null {
  const replied = message?.reply_to_message;
  if (!replied || message.document) return null;
  return questionRepliedTo(db, account.id, { id: replied.message_id, text: replied.text ?? '' });
}

/** The answer that a button asked for, typed. */
export function readAnswer(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  answer(ctx, tx, Number(args['questionId']));
}

function answer(ctx: BotContext, tx: Transaction, questionId: number): void {
  const text = ctx.message?.text;
  if (text === undefined) {
    return ctx.say({ html: html('ask.facilitator.writeAgain', { label: plain('label.cancel') }) });
  }
  const given = { questionId, text, accountId: ctx.account.id, at: ctx.at };
  const answered = answerQuestion(tx, given);
  if (!answered.ok) return ctx.sayRefusal(answered.refusal);
  rememberText(ctx, tx, 'question-answer', questionId);
  ctx.say(answerSentMessage(questionId));
}
