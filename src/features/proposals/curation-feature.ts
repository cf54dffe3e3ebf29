import type { BotContext } from '../../bot/context.ts';
import { type PressHandler, showInPlace } from '../../bot/presses.ts';
import type { Into } from '../../domain/curation.ts';
import { seenText } from '../../domain/seen-text.ts';
import {
  acceptPreviewedButton,
  decidedButton,
  mergeButton,
  mergeWithButton,
  otherTitleButton,
  ownTitleButton,
  reopenButton,
  rewordButton,
} from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { type Dialog, startDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { studyOf } from '../studies/choose-study.ts';
import { candidatesScreen, curationPreviewScreen, decidedScreen } from './compose-curation.ts';
import { decidedText } from './compose-suggestions.ts';
import {
  acceptCurated,
  loadAddition,
  loadCurated,
  prepareMerging,
  prepareTitles,
  takeOtherTitle,
} from './curate-proposal.ts';
import { askTitlesMessage } from './curation-message.ts';
import { reopenProposal } from './reopen-proposal.ts';
import { presses, showNext } from './suggestions-feature.ts';

/**
 * What a facilitator does with a proposal besides accepting and rejecting it: words it, splits it, merges it, thinks
 * again.
 */
export const curationPresses: readonly PressHandler[] = [
  presses(rewordButton, ({ ctx, tx, carried: { proposalId, several, page } }) => {
    awaitTitles(ctx, tx, { proposalId, into: several === 1 ? 'several' : 'one', with: null, page });
  }),
  presses(ownTitleButton, ({ ctx, tx, carried: { previewId, page } }) => {
    const shown = loadCurated(tx, { previewId, accountId: ctx.account.id });
    if (!shown.ok) return ctx.alert(shown.refusal);
    const { proposalId, with: partner } = shown.curated;
    const other = partner && 'proposalId' in partner ? partner.proposalId : null;
    awaitTitles(ctx, tx, { proposalId, into: 'one', with: other, page });
  }),
  presses(otherTitleButton, ({ ctx, tx, carried: { previewId, page } }) => {
    const changed = takeOtherTitle(tx, { previewId, accountId: ctx.account.id });
    if (!changed.ok) return ctx.alert(changed.refusal);
    showInPlace(ctx, { ok: true, message: curationPreviewScreen(tx, changed, page) });
  }),
  presses(mergeButton, ({ ctx, tx, dialog, carried: { proposalId, list, page } }) => {
    const found = loadAddition(tx, { proposalId, accountId: ctx.account.id });
    if (!found.ok) return ctx.alert(found.refusal);
    // What was looked for stays while pages are turned.
    const isSame = dialog?.kind === 'merge' && dialog.args['proposalId'] === proposalId && list > 0;
    const words = isSame ? String(dialog.args['words']) : '';
    awaitWords(ctx, tx, { proposalId, words, page, messageId: ctx.pressedMessageId });
    showInPlace(ctx, { ok: true, message: candidatesScreen(tx, found, { words, list, page }) });
  }),
  presses(mergeWithButton, ({ ctx, tx, carried: { proposalId, item, targetId, page } }) => {
    const partner = item === 1 ? { itemId: targetId } : { proposalId: targetId };
    const prepared = prepareMerging(tx, { proposalId, partner, accountId: ctx.account.id, at: ctx.at });
    if (!prepared.ok) return ctx.alert(prepared.refusal);
    showInPlace(ctx, { ok: true, message: curationPreviewScreen(tx, prepared, page) });
  }),
  presses(acceptPreviewedButton, ({ ctx, tx, carried: { previewId, page } }) => {
    const accepted = acceptCurated(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!accepted.ok) return ctx.alert(accepted.refusal);
    const { study, proposal } = accepted;
    ctx.acknowledge(plain('suggest.review.pressed.accepted'));
    showNext({ ctx, tx }, study, page, decidedText(tx, study, proposal));
  }),
  presses(decidedButton, ({ ctx, tx, carried: { studyId, place, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: decidedScreen(tx, found.study, place, page) });
  }),
  presses(reopenButton, ({ ctx, tx, carried: { proposalId, page } }) => {
    const reopened = reopenProposal(tx, { proposalId, accountId: ctx.account.id, at: ctx.at });
    if (!reopened.ok) return ctx.alert(reopened.refusal);
    ctx.acknowledge(plain('suggest.review.pressed.reopened'));
    const decided = { html: html('suggest.review.done.reopened'), proposalId: null, isRejected: false };
    showNext({ ctx, tx }, reopened.study, page, decided);
  }),
];

/** Waits for the titles of what a proposal becomes, in the message that was pressed. */
function awaitTitles(
  ctx: BotContext,
  tx: Transaction,
  asked: { proposalId: number; into: Into; with: number | null; page: number },
): void {
  const found = loadAddition(tx, { proposalId: asked.proposalId, accountId: ctx.account.id });
  if (!found.ok) return ctx.alert(found.refusal);
  const { study, proposal } = found;
  startDialog(tx, {
    ...{ accountId: ctx.account.id, kind: 'retitle', startedAt: ctx.at },
    args: { ...asked, messageId: ctx.pressedMessageId },
  });
  const place = { studyId: study.id, page: asked.page };
  showInPlace(ctx, { ok: true, message: askTitlesMessage(asked.into, proposal.text, place) });
}

/** The titles, typed: what they would come to is shown below them. */
export function readTitles(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const { proposalId, into, with: partner, page, messageId } = args;
  const prepared = prepareTitles(tx, {
    ...{ proposalId: Number(proposalId), accountId: ctx.account.id, at: ctx.at },
    ...{ text: ctx.message?.text ?? '', into: into === 'several' ? 'several' : 'one' },
    withProposalId: partner === null ? null : Number(partner),
  });
  if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
  sayBelow(ctx, messageId, curationPreviewScreen(tx, prepared, Number(page)));
}

function awaitWords(
  { account, at }: BotContext,
  tx: Transaction,
  args: { proposalId: number; words: string; page: number; messageId: number | null },
): void {
  startDialog(tx, { accountId: account.id, kind: 'merge', args, startedAt: at });
}

/** Words to look for among what a proposal may be merged with, typed. */
export function readWords(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const proposalId = Number(args['proposalId']);
  const page = Number(args['page']);
  const words = seenText(ctx.message?.text ?? '');
  const found = loadAddition(tx, { proposalId, accountId: ctx.account.id });
  if (!found.ok) return ctx.sayRefusal(found.refusal);
  if (words === '') return ctx.sayRefusal({ code: 'suggest.noText' });
  awaitWords(ctx, tx, { proposalId, words, page, messageId: null });
  sayBelow(ctx, args['messageId'], candidatesScreen(tx, found, { words, list: 0, page }));
}

/** What asked has scrolled away above the typed text, and is done. */
function sayBelow(ctx: BotContext, askedIn: Dialog['args'][string] | undefined, message: Message): void {
  if (typeof askedIn === 'number') ctx.takeButtonsOff(askedIn);
  ctx.say(message);
}
