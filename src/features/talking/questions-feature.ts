import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress } from '../../bot/presses.ts';
import { answerQuestionButton, tellQuestionButton } from '../../messages/buttons.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { prepareAnnouncement } from './announce.ts';
import { answerQuestion, awaitAnswer, loadOwnQuestion, questionMeant } from './answer-question.ts';
import { answerSentMessage, forAllText, writeAnswerMessage } from './questions-message.ts';

/** Experts' questions: answered by a reply to the message, or by a button and a typed text; told to all by a button. */
export function questionsFeature({ db, quietHours, zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.on('message', (ctx, next) => {
    const { text, document, reply_to_message: repliedTo } = ctx.message;
    // A command or a workbook means what it always means.
    if (document || text?.startsWith('/')) return next();
    const asked = {
      accountId: ctx.account.id,
      at: ctx.at,
      repliedTo: repliedTo ? { id: repliedTo.message_id, text: repliedTo.text ?? '' } : null,
    };
    const questionId = questionMeant(db, asked);
    if (questionId === null) return next();
    ctx.run((tx) => answer(ctx, tx, questionId, text));
    return undefined;
  });
  onPress(feature, answerQuestionButton, ({ ctx, tx, carried }) => {
    const waiting = awaitAnswer(tx, { ...carried, accountId: ctx.account.id, at: ctx.at });
    if (!waiting.ok) return ctx.alert(waiting.refusal);
    ctx.say(writeAnswerMessage(waiting.question.text, ctx.at));
  });
  onPress(feature, tellQuestionButton, ({ ctx, tx, carried }) => {
    const found = loadOwnQuestion(tx, { ...carried, accountId: ctx.account.id });
    if (!found.ok) return ctx.alert(found.refusal);
    const { studyId, text: question, answer } = found.question;
    if (answer === null) return ctx.alert({ code: 'question.gone' });
    const request = { studyId, text: forAllText(question, answer), accountId: ctx.account.id };
    const prepared = prepareAnnouncement(tx, request, { at: ctx.at, quietHours, zone });
    if (!prepared.ok) return ctx.alert(prepared.refusal);
    ctx.say(prepared.message);
  });
  return feature;
}

function answer(ctx: BotContext, tx: Transaction, questionId: number, text: string | undefined): void {
  if (text === undefined) {
    return ctx.say({ html: html('ask.facilitator.writeAgain', { label: plain('label.cancel') }) });
  }
  const given = { questionId, text, accountId: ctx.account.id, at: ctx.at };
  const answered = answerQuestion(tx, given);
  if (!answered.ok) return ctx.sayRefusal(answered.refusal);
  ctx.say(answerSentMessage(questionId));
}
