import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type Press, type PressHandler, showInPlace } from '../../bot/presses.ts';
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
import type { Study } from '../../store/studies.ts';
import { html, plain } from '../../texts/i18n.ts';
import { giveUpDialog } from '../answering/give-up-dialog.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import type { ScreenNumbers } from '../studies/screens.ts';
import { showScreen } from '../studies/show-screen.ts';
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
import { itemScreens } from './item-screens.ts';
import { unknownItemScreen } from './list-items.ts';
import { loadItemOf } from './may-change.ts';

/**
 * `/item CODE`: everything about one item, and what may be done to it by hand; without a code the list of all items.
 */
export const itemCommands: readonly Command[] = [
  {
    name: 'item',
    menus: { facilitator: { place: 133, text: 'menu.facilitator.item' } },
    who: 'facilitator',
    run: (ctx, deps) =>
      withChosenStudy(ctx, (tx, study) => {
        giveUpDialog(tx, ctx.account.id, ctx.at);
        const asked = { ctx, tx, deps };
        const typed = seenText(ctx.match);
        if (typed === '') return showScreen(asked, study, { screens: itemScreens, name: 'items' });
        const item = findItem(loadItems(tx, study.id), typed);
        if (!item) return ctx.say(unknownItemScreen(tx, study, typed));
        showScreen(asked, study, { screens: itemScreens, name: 'item', numbers: { itemId: item.id } });
      }),
  },
];

export const itemPresses: readonly PressHandler[] = [
  onFacilitatorPress(finalButton, (press) =>
    show(press, 'final', studyOf(press.tx, press.ctx.account.id, press.carried.studyId)),
  ),
  onFacilitatorPress(itemsButton, (press) =>
    show(press, 'items', studyOf(press.tx, press.ctx.account.id, press.carried.studyId)),
  ),
  onFacilitatorPress(itemButton, (press) =>
    show(press, 'item', loadItemOf(press.tx, press.ctx.account.id, press.carried.itemId)),
  ),
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

function show(
  press: Press<ScreenNumbers>,
  name: keyof typeof itemScreens,
  found: Outcome<{ study: Study }>,
): void {
  if (!found.ok) return press.ctx.alert(found.refusal);
  showScreen(press, found.study, { screens: itemScreens, name, numbers: press.carried });
}

function showNext(ctx: BotContext, tx: Transaction, outcome: Outcome<BegunChange>): void {
  showInPlace(ctx, outcome.ok ? { ok: true, message: changeScreen(tx, outcome) } : outcome);
}

function speaker({ account, at }: BotContext) {
  return { accountId: account.id, at };
}
