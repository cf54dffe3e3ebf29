import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { rememberText } from '../../bot/remember-text.ts';
import { seenText } from '../../domain/seen-text.ts';
import { isStillWaitedFor } from '../../domain/written-texts.ts';
import { askStudyButton, askThisButton } from '../../messages/buttons.ts';
import { type Dialog, endDialog, loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { answerUnexpected } from '../answering/unexpected-feature.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import { askQuestion, awaitQuestion, keepQuestion, loadAskableStudies } from './ask-question.ts';
import { questionSentMessage, whichStudyMessage, writeQuestionMessage } from './question-message.ts';

/** `/ask`: a question to the facilitators, passed on without the name. */
export const askCommands: readonly Command[] = [
  {
    name: 'ask',
    menus: { expert: { place: 30, text: 'menu.expert.ask', help: 'expert.help.ask' } },
    who: 'everybody',
    run: (ctx) => ctx.run((tx) => ask(ctx, tx, typed(ctx, seenText(ctx.match)))),
  },
];

export const askPresses: readonly PressHandler[] = [
  onPress(askStudyButton, ({ ctx, tx, carried: { studyId } }) => {
    const waiting = awaitQuestion(tx, { studyId, accountId: ctx.account.id, at: ctx.at });
    if (!waiting.ok) return ctx.alert(orForgotten(tx, waiting.refusal, { studyId }));
    ctx.sayInPlace(writeQuestionMessage(waiting.study, ctx.at));
  }),
  onPress(askThisButton, ({ ctx, tx, carried: { studyId } }) => {
    const dialog = loadDialog(tx, ctx.account.id);
    if (dialog?.kind !== 'ask-which') return ctx.alert({ code: 'ask.sent' });
    const { text, sentMessageId } = dialog.args;
    const asked = askQuestion(tx, { studyId, text: String(text), ...speaker(ctx) });
    if (!asked.ok) return ctx.alert(orForgotten(tx, asked.refusal, { studyId }));
    rememberText(ctx, tx, 'question', asked.questionId, Number(sentMessageId) || undefined);
    ctx.concernsOthers();
    ctx.sayInPlace(sentMessage(asked.study));
  }),
];

/** A typed question; with several studies it is kept until it is known which one it is about. */
export function readTypedQuestion(ctx: BotContext, tx: Transaction, dialog: Dialog): void {
  const { text } = ctx.message ?? {};
  if (!isStillWaitedFor(dialog.startedAt, ctx.at)) {
    endDialog(tx, ctx.account.id);
    return answerUnexpected(ctx, tx);
  }
  if (text === undefined) return ctx.say({ html: html('ask.writeAgain', { label: plain('label.cancel') }) });
  if (dialog.kind === 'ask-which') return ask(ctx, tx, typed(ctx, text));
  pass(ctx, tx, Number(dialog.args['studyId']), typed(ctx, text));
}

/** A text, and the message that brought it. */
interface Typed {
  readonly text: string;
  readonly messageId: number | undefined;
}

function typed({ message }: BotContext, text: string): Typed {
  return { text, messageId: message?.message_id };
}

/** Asks a question; one without words is waited for, and one about several studies kept until it is known which. */
export function ask(ctx: BotContext, tx: Transaction, question: Typed): void {
  const [only, another] = loadAskableStudies(tx, ctx.account.id);
  if (!only) return ctx.sayRefusal({ code: 'ask.noStudy' });
  if (another) return askWhich(ctx, tx, question);
  if (question.text !== '') return pass(ctx, tx, only.study.id, question);
  const waiting = awaitQuestion(tx, { studyId: only.study.id, ...speaker(ctx) });
  if (!waiting.ok) return ctx.sayRefusal(waiting.refusal);
  ctx.say(writeQuestionMessage(waiting.study, ctx.at));
}

function askWhich(ctx: BotContext, tx: Transaction, { text, messageId }: Typed): void {
  const studies = loadAskableStudies(tx, ctx.account.id).map(({ study }) => study);
  if (text === '') return ctx.say(whichStudyMessage(studies, false, ctx.at));
  const kept = keepQuestion(tx, { text, sentMessageId: messageId ?? null, ...speaker(ctx) });
  if (!kept.ok) return ctx.sayRefusal(kept.refusal);
  ctx.say(whichStudyMessage(studies, true, ctx.at));
}

function pass(ctx: BotContext, tx: Transaction, studyId: number, { text, messageId }: Typed): void {
  const asked = askQuestion(tx, { studyId, text, ...speaker(ctx) });
  if (!asked.ok) return ctx.sayRefusal(asked.refusal);
  rememberText(ctx, tx, 'question', asked.questionId, messageId);
  ctx.concernsOthers();
  ctx.say(sentMessage(asked.study));
}

function sentMessage({ title, state }: { title: string; state: string }) {
  return questionSentMessage({ title, finished: state === 'finished' });
}

function speaker({ account, at }: BotContext) {
  return { accountId: account.id, at };
}
