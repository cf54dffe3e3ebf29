import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import { belowText, rememberText } from '../../bot/remember-text.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import { askStudyButton, askThisButton, keptAskButton } from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadKeptText } from '../../store/sent-texts.ts';
import { html, plain } from '../../texts/i18n.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import { askQuestion, awaitQuestion, keepQuestion, loadAskableStudies } from './ask-question.ts';
import { questionSentMessage, whichStudyMessage, writeQuestionMessage } from './question-message.ts';

/** `/ask`: a question to the facilitators, passed on without the name. */
export const askCommands: readonly Command[] = [
  {
    name: 'ask',
    menus: { expert: { place: 30, text: 'menu.expert.ask', help: 'expert.help.ask' } },
    who: 'everybody',
    run: (ctx) => ctx.run((tx) => void ask(ctx, tx, typed(ctx, seenText(ctx.match)))),
  },
];

export const askPresses: readonly PressHandler[] = [
  onPress(askStudyButton, ({ ctx, tx, carried: { studyId } }) => {
    const waiting = awaitQuestion(tx, { studyId, accountId: ctx.account.id, at: ctx.at });
    if (!waiting.ok) return ctx.alert(orForgotten(tx, waiting.refusal, { studyId }));
    ctx.sayInPlace(writeQuestionMessage(waiting.study, ctx.at));
  }),
  onPress(askThisButton, ({ ctx, tx, carried: { studyId, keptAt } }) => {
    const kept = loadKeptText(tx, ctx.account.id, keptAt ?? 0);
    if (!kept) return ctx.alert({ code: 'ask.sent' });
    const asked = askQuestion(tx, { studyId, text: kept.text, ...speaker(ctx) });
    if (!asked.ok) return ctx.alert(orForgotten(tx, asked.refusal, { studyId }));
    rememberText(ctx, tx, 'question', asked.questionId, kept.messageId);
    ctx.concernsOthers();
    ctx.sayInPlace(sentMessage(asked.study));
  }),
  belowText(keptAskButton, ({ ctx, tx, kept }) => ask(ctx, tx, kept)),
];

/** A typed question; with several studies it is kept until it is known which one it is about. */
export function readTypedQuestion(ctx: BotContext, tx: Transaction, dialog: Dialog): void {
  const { text } = ctx.message ?? {};
  if (text === undefined) return ctx.say({ html: html('ask.writeAgain', { label: plain('label.cancel') }) });
  if (dialog.kind === 'ask-which') ask(ctx, tx, typed(ctx, text));
  else pass(ctx, tx, Number(dialog.args['studyId']), typed(ctx, text));
}

/** A text, and the message that brought it. */
interface Typed {
  readonly text: string;
  readonly messageId: number;
}

function typed({ message }: BotContext, text: string): Typed {
  return { text, messageId: message!.message_id };
}

/**
 * Asks a question; one without words is waited for, and one about several studies kept until it is known which.
 *
 * @returns false where it is refused
 */
function ask(ctx: BotContext, tx: Transaction, question: Typed): boolean {
  const [only, another] = loadAskableStudies(tx, ctx.account.id);
  if (!only) return refused(ctx, { code: 'ask.noStudy' });
  if (another) return askWhich(ctx, tx, question);
  if (question.text !== '') return pass(ctx, tx, only.study.id, question);
  const waiting = awaitQuestion(tx, { studyId: only.study.id, ...speaker(ctx) });
  if (!waiting.ok) return refused(ctx, waiting.refusal);
  ctx.say(writeQuestionMessage(waiting.study, ctx.at));
  return true;
}

function askWhich(ctx: BotContext, tx: Transaction, typedBefore: Typed): boolean {
  const studies = loadAskableStudies(tx, ctx.account.id).map(({ study }) => study);
  if (typedBefore.text === '') {
    ctx.say(whichStudyMessage(studies, null, ctx.at));
    return true;
  }
  const kept = keepQuestion(tx, { ...typedBefore, ...speaker(ctx) });
  if (!kept.ok) return refused(ctx, kept.refusal);
  ctx.say(whichStudyMessage(studies, kept.kept, ctx.at));
  return true;
}

function pass(ctx: BotContext, tx: Transaction, studyId: number, { text, messageId }: Typed): boolean {
  const asked = askQuestion(tx, { studyId, text, ...speaker(ctx) });
  if (!asked.ok) return refused(ctx, asked.refusal);
  rememberText(ctx, tx, 'question', asked.questionId, messageId);
  ctx.concernsOthers();
  ctx.say(sentMessage(asked.study));
  return true;
}

function refused(ctx: BotContext, refusal: Refusal): false {
  ctx.sayRefusal(refusal);
  return false;
}

function sentMessage({ title, state }: { title: string; state: string }) {
  return questionSentMessage({ title, finished: state === 'finished' });
}

function speaker({ account, at }: BotContext) {
  return { accountId: account.id, at };
}
