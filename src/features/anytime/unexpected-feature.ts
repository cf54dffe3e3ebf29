import { behindCommand } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import { keptAskButton, keptReasonButton, keptSuggestButton } from '../../messages/buttons.ts';
import type { Button } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { loadAnswer } from '../../store/answers.ts';
import { loadEnrolments } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { isOperator } from '../../store/operators.ts';
import { loadOpenQuestionnaires } from '../../store/questionnaires.ts';
import { keepText } from '../../store/sent-texts.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { onlyGreets } from '../../texts/only-greets.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { expertRound } from '../answering/compose-news.ts';
import { hasLeft } from '../answering/continue-answering.ts';
import { goOn } from '../answering/round-news-message.ts';
import { readWritten } from './written-feature.ts';

const QUOTED = 120;

/**
 * Answers what nobody expects, with a way on: once, for the pictures of an album come as messages of their own, and a
 * message may be edited again and again. What an expert wrote is kept until it is said what it is.
 *
 * @param tooLate why a correction of what was sent is not taken over
 */
export function answerUnexpected(ctx: BotContext, tx: Transaction, tooLate: Refusal | null = null): void {
  const written = tooLate === null ? readWritten(ctx, tx) : null;
  if (written?.ok) return;
  if (written && !saysSomethingElse(ctx)) return ctx.sayRefusal(written.refusal);
  sayUnexpected(ctx, tx, tooLate ?? written?.refusal ?? null);
}

/** Whether a text that is no answer may be meant for somebody: it has words. */
function saysSomethingElse({ message }: BotContext): boolean {
  return /\p{L}/u.test(message?.text ?? '');
}

/** @param why what was said is not taken for what it seemed to be */
function sayUnexpected(ctx: BotContext, tx: Transaction, why: Refusal | null): void {
  const { message, editedMessage } = ctx;
  const once = editedMessage
    ? `edited:${editedMessage.message_id}`
    : message?.media_group_id === undefined
      ? null
      : `album:${message.media_group_id}`;
  const options = once === null ? {} : { once };
  if (ctx.isFacilitator) {
    if (why) return ctx.sayRefusal(why);
    const key = editedMessage ? 'expert.unexpected.editedOther' : 'facilitator.unexpected';
    const buttons = openRounds(ctx, tx);
    return ctx.say({ html: html(key), ...(buttons.length > 0 && { buttons: [buttons] }) }, options);
  }
  if (loadEnrolments(tx, ctx.account.id).length === 0) {
    if (isOperator(tx, ctx.account.id)) return ctx.say({ html: html('operator.unexpected') }, options);
    if (hasLeft(tx, ctx.account.id)) return ctx.say({ html: html('expert.continue.left') }, options);
    const keyboard = { sharePhone: plain('label.sharePhone') };
    return ctx.say({ html: html('expert.unexpected.stranger'), keyboard }, options);
  }
  const isCorrection = why !== null && editedMessage !== undefined;
  const said = ctx.msg?.text ?? ctx.msg?.caption ?? '';
  const written = seenText(isCorrection ? behindCommand(said) : said);
  const isMeant = written !== '' && !written.startsWith('/') && (isCorrection || !onlyGreets(written));
  const rows = [...(isMeant ? keptButtons(ctx, tx, written) : []), openRounds(ctx, tx)];
  const buttons = rows.filter((row) => row.length > 0);
  const text = isolate(shorten(written, QUOTED));
  const answer =
    why && isMeant
      ? html('expert.unexpected.tooLate', { why: refusalText(why), text })
      : unexpectedText(ctx, isMeant ? text : null);
  ctx.say({ html: answer, ...(buttons.length > 0 && { buttons }) }, why ? {} : options);
}

/** @param quoted what was written and is kept; null: nothing that could be meant for somebody */
function unexpectedText({ message, editedMessage }: BotContext, quoted: string | null): string {
  if (editedMessage) {
    return quoted === null
      ? html('expert.unexpected.editedOther')
      : html('expert.unexpected.edited', { text: quoted });
  }
  if (message?.text === undefined) {
    const isSpoken = message?.voice ?? message?.video_note ?? message?.audio ?? message?.video;
    const answer = html(isSpoken ? 'expert.unexpected.voice' : 'expert.unexpected.media');
    return quoted === null ? answer : [answer, html('expert.unexpected.text', { text: quoted })].join('\n\n');
  }
  if (quoted !== null) return html('expert.unexpected.text', { text: quoted });
  return html(seenText(message.text) === '' ? 'expert.unexpected.blank' : 'expert.unexpected.greeting');
}

/** Keeps a text, and offers what it may be: the reason of the answer just given, a question, a proposal. */
function keptButtons(ctx: BotContext, tx: Transaction, text: string): Button[][] {
  const { account, at } = ctx;
  // Edited again, the buttons that stand there mean the new words.
  const kept = keepText(tx, { accountId: account.id, messageId: ctx.msg!.message_id, text, at });
  const [answer, another] = loadOpenQuestionnaires(tx, account.id).flatMap(({ questionnaire, deadline }) => {
    const found = at < deadline ? loadAnswer(tx, questionnaire.justAnsweredId ?? 0) : undefined;
    return found?.state === 'rated' ? [found] : [];
  });
  const reason: Button[] =
    answer && !another
      ? [
          {
            text: plain('expert.unexpected.button.reason', { number: answer.position + 1 }),
            data: keptReasonButton.write({ ...kept, answerId: answer.id }),
          },
        ]
      : [];
  return [
    reason,
    [{ text: plain('expert.unexpected.button.ask'), data: keptAskButton.write(kept) }],
    [{ text: plain('expert.unexpected.button.suggest'), data: keptSuggestButton.write(kept) }],
  ];
}

/** With one round open the way to it is a button; with several `/continue` asks which. */
function openRounds(ctx: BotContext, tx: Transaction): Button[] {
  const open = loadOpenQuestionnaires(tx, ctx.account.id).filter(({ deadline }) => ctx.at < deadline);
  const [only, another] = open;
  return only && !another ? [goOn(expertRound(tx, only))] : [];
}
