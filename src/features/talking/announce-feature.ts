import type { Command } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import { rememberText } from '../../bot/remember-text.ts';
import { seenText } from '../../domain/seen-text.ts';
import {
  announceButton,
  audienceButton,
  audiencePageButton,
  cancelAnnouncementButton,
} from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import {
  awaitAnnouncement,
  cancelAnnouncement,
  chooseAudience,
  prepareAnnouncement,
  sendAnnouncement,
  turnAudiences,
} from './announce.ts';
import { writeAnnouncementMessage } from './announce-message.ts';

/** `/announce`: a text to all experts or to a panel, previewed before it goes out. */
export const announceCommands: readonly Command[] = [
  {
    name: 'announce',
    menus: { facilitator: { place: 90, text: 'menu.facilitator.announce' } },
    who: 'facilitator',
    run: (ctx, deps) =>
      withChosenStudy(ctx, (tx, study) => {
        if (seenText(ctx.match) !== '') return prepare({ ctx, tx, deps }, study.id, ctx.match);
        awaitAnnouncement(tx, { study, accountId: ctx.account.id, at: ctx.at });
        ctx.say(writeAnnouncementMessage(study.title, ctx.at));
      }),
  },
];

export const announcePresses: readonly PressHandler[] = [
  onFacilitatorPress(audienceButton, ({ ctx, tx, carried, deps }) => {
    showInPlace(ctx, chooseAudience(tx, { ...carried, accountId: ctx.account.id }, surroundings(ctx, deps)));
  }),
  onFacilitatorPress(audiencePageButton, ({ ctx, tx, carried, deps }) => {
    showInPlace(ctx, turnAudiences(tx, { ...carried, accountId: ctx.account.id }, surroundings(ctx, deps)));
  }),
  onFacilitatorPress(announceButton, ({ ctx, tx, carried }) => {
    const sent = sendAnnouncement(tx, { ...carried, accountId: ctx.account.id, at: ctx.at });
    if (!sent.ok) return ctx.alert(sent.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('announce.sent', { recipients: sent.recipients }) });
  }),
  onFacilitatorPress(cancelAnnouncementButton, ({ ctx, tx, carried }) => {
    const cancelled = cancelAnnouncement(tx, { ...carried, accountId: ctx.account.id });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('announce.cancelled') });
  }),
];

/** The text of an announcement, typed. */
export function readAnnouncement(
  ctx: BotContext,
  tx: Transaction,
  { args }: Dialog,
  deps: Dependencies,
): void {
  const text = ctx.message?.text;
  if (text !== undefined) return prepare({ ctx, tx, deps }, Number(args['studyId']), text);
  ctx.say({ html: html('announce.writeAgain', { label: plain('label.cancel') }) });
}

function prepare(
  { ctx, tx, deps }: { ctx: BotContext; tx: Transaction; deps: Dependencies },
  studyId: number,
  text: string,
): void {
  const request = { studyId, text, accountId: ctx.account.id };
  const prepared = prepareAnnouncement(tx, request, surroundings(ctx, deps));
  if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
  rememberText(ctx, tx, 'announcement', prepared.previewId);
  ctx.say(prepared.message);
}

function surroundings({ at }: BotContext, { quietHours, zone }: Dependencies) {
  return { at, quietHours, zone };
}
