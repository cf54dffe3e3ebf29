import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { type Dialog, loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveReason } from '../answering/give-reason.ts';
import { answerUnexpected, isSaid } from '../answering/unexpected-feature.ts';
import { readTypedQuestion } from '../talking/ask-feature.ts';

/** Takes what was typed for a dialog; a message without text is answered too. */
type ReadTyped = (ctx: BotContext, tx: Transaction, dialog: Dialog) => void;

/** By the kind of the dialog that waits for a text. */
const READERS: Readonly<Record<string, ReadTyped>> = {
  reason: readTypedReason,
  ask: readTypedQuestion,
  'ask-which': readTypedQuestion,
};

/** A typed text goes to what asked for it. Anything that nobody expects gets a helpful answer. */
export function typedTextFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.filter(isSaid).on('message', (ctx) =>
    ctx.run((tx) => {
      if (ctx.message.text?.startsWith('/')) return ctx.say({ html: html('refusal.unknownCommand') });
      const dialog = loadDialog(tx, ctx.account.id);
      const read = dialog && READERS[dialog.kind];
      if (dialog && read) return read(ctx, tx, dialog);
      answerUnexpected(ctx, tx);
    }),
  );
  feature.on('edited_message', (ctx) => ctx.run((tx) => answerUnexpected(ctx, tx)));
  return feature;
}

function readTypedReason(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const { text } = ctx.message ?? {};
  if (text === undefined) {
    return ctx.say({ html: html('expert.unexpected.reasonNeedsText', { label: plain('label.cancel') }) });
  }
  const press = { accountId: ctx.account.id, pressedAt: ctx.pressedAt, at: ctx.at };
  const outcome = giveReason(tx, Number(args['answerId']), text, press);
  if (!outcome.ok) ctx.sayRefusal(outcome.refusal);
}
