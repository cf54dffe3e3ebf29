import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import { findItem } from '../../domain/find-item.ts';
import { ACTS } from '../../domain/item-change.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import {
  cancelItemButton,
  changeItemButton,
  finalButton,
  itemActButton,
  itemButton,
  itemMeaningButton,
  itemPanelButton,
  itemsButton,
} from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadItems } from '../../store/items.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import {
  applyChange,
  type BegunChange,
  beginChange,
  cancelChange,
  chooseMeaning,
  choosePanel,
  takeTyped,
} from './change-item.ts';
import { changedMessage, changeScreen } from './compose-change.ts';
import { itemScreen } from './compose-item.ts';
import { finalMessage } from './final-message.ts';
import { itemsScreen, unknownItemScreen } from './list-items.ts';
import { loadFinalList } from './load-final-list.ts';
import { loadItemOf } from './may-change.ts';

/**
 * `/item CODE`: everything about one item, and what may be done to it by hand; without a code the list of all items.
 */
export const itemCommands: readonly Command[] = [
  {
    name: 'item',
    menus: { facilitator: { place: 133, text: 'menu.facilitator.item' } },
    who: 'facilitator',
    run: (ctx, { zone }) =>
      withChosenStudy(ctx, (tx, study) => {
        giveUpDialog(tx, ctx.account.id, ctx.at);
        const typed = seenText(ctx.match);
        if (typed === '') return ctx.say(itemsScreen(tx, study, 0));
        const item = findItem(loadItems(tx, study.id), typed);
        ctx.say(item ? itemScreen(tx, study, item, 0, zone) : unknownItemScreen(tx, study, typed));
      }),
  },
];

export const itemPresses: readonly PressHandler[] = [
  onFacilitatorPress(finalButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    const message = finalMessage(found.study, loadFinalList(tx, studyId), page);
    showInPlace(ctx, { ok: true, message });
  }),
  onFacilitatorPress(itemsButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: itemsScreen(tx, found.study, page) });
  }),
  onFacilitatorPress(itemButton, ({ ctx, tx, deps: { zone }, carried: { itemId, page } }) => {
    const found = loadItemOf(tx, ctx.account.id, itemId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: itemScreen(tx, found.study, found.item, page, zone) });
  }),
  onFacilitatorPress(itemActButton, ({ ctx, tx, carried: { itemId, act: place } }) => {
    const act = ACTS[place];
    if (!act) return ctx.alert({ code: 'item.gone' });
    const begun = beginChange(tx, { itemId, act, ...speaker(ctx) });
    if (!begun.ok) return ctx.alert(begun.refusal);
    ctx.say(changeScreen(tx, begun));
  }),
  onFacilitatorPress(itemPanelButton, ({ ctx, tx, carried: { chosen, ...carried } }) => {
    showNext(ctx, tx, choosePanel(tx, { ...carried, isChosen: chosen === 1, ...speaker(ctx) }));
  }),
  onFacilitatorPress(itemMeaningButton, ({ ctx, tx, carried: { previewId, same } }) => {
    showNext(ctx, tx, chooseMeaning(tx, { previewId, keepsMeaning: same === 1, ...speaker(ctx) }));
  }),
  onFacilitatorPress(changeItemButton, ({ ctx, tx, carried }) => {
    const applied = applyChange(tx, { ...carried, ...speaker(ctx) });
    if (!applied.ok) return ctx.alert(applied.refusal);
    ctx.takeButtonsOff();
    ctx.say(changedMessage(tx, applied));
  }),
  onFacilitatorPress(cancelItemButton, ({ ctx, tx, carried }) => {
    const cancelled = cancelChange(tx, { ...carried, ...speaker(ctx) });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('item.cancelled') });
  }),
];

/** Reads the text that a change of an item waits for. */
export function readItemText(ctx: BotContext, tx: Transaction, { args }: Dialog): void {
  const { text } = ctx.message ?? {};
  if (text === undefined) return ctx.say({ html: html('item.needsText', { label: plain('label.cancel') }) });
  const taken = takeTyped(tx, { previewId: Number(args['previewId']), text, ...speaker(ctx) });
  if (!taken.ok) return ctx.sayRefusal(taken.refusal);
  ctx.say(changeScreen(tx, taken));
}

function showNext(ctx: BotContext, tx: Transaction, outcome: Outcome<BegunChange>): void {
  showInPlace(ctx, outcome.ok ? { ok: true, message: changeScreen(tx, outcome) } : outcome);
}

function speaker({ account, at }: BotContext) {
  return { accountId: account.id, at };
}
