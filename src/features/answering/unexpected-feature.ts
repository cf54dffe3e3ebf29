import type { BotContext } from '../../bot/context.ts';
import type { Button } from '../../messages/message.ts';
import { loadEnrolments } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { isOperator } from '../../store/operators.ts';
import { loadOpenQuestionnaires } from '../../store/questionnaires.ts';
import { html, plain } from '../../texts/i18n.ts';
import { expertRound } from './compose-news.ts';
import { hasLeft } from './continue-feature.ts';
import { goOn } from './round-news-message.ts';
import { readWritten } from './written-feature.ts';

/**
 * Answers what nobody expects, with a way on: once, for the pictures of an album come as messages of their own, and a
 * message may be edited again and again.
 */
export function answerUnexpected(ctx: BotContext, tx: Transaction): void {
  if (readWritten(ctx, tx)) return;
  const { message, editedMessage } = ctx;
  const once = editedMessage
    ? `edited:${editedMessage.message_id}`
    : message?.media_group_id === undefined
      ? null
      : `album:${message.media_group_id}`;
  const options = once === null ? {} : { once };
  if (ctx.isFacilitator) {
    const key = editedMessage ? 'expert.unexpected.edited' : 'facilitator.unexpected';
    const buttons = openRounds(ctx, tx);
    return ctx.say({ html: html(key), ...(buttons.length > 0 && { buttons: [buttons] }) }, options);
  }
  if (loadEnrolments(tx, ctx.account.id).length === 0) {
    if (isOperator(tx, ctx.account.id)) return ctx.say({ html: html('operator.unexpected') }, options);
    if (hasLeft(ctx, tx)) return ctx.say({ html: html('expert.continue.left') }, options);
    const keyboard = { sharePhone: plain('label.sharePhone') };
    return ctx.say({ html: html('expert.unexpected.stranger'), keyboard }, options);
  }
  const kind = editedMessage ? 'edited' : message?.text === undefined ? 'media' : 'text';
  const buttons = openRounds(ctx, tx);
  ctx.say(
    { html: html(`expert.unexpected.${kind}`), ...(buttons.length > 0 && { buttons: [buttons] }) },
    options,
  );
}

/** With one round open the way to it is a button; with several `/continue` asks which. */
function openRounds(ctx: BotContext, tx: Transaction): Button[] {
  const open = loadOpenQuestionnaires(tx, ctx.account.id).filter(({ deadline }) => ctx.at < deadline);
  const [only, another] = open;
  return only && !another ? [goOn(expertRound(tx, only))] : [];
}
