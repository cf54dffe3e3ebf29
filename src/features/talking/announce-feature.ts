import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress, showInPlace } from '../../bot/presses.ts';
import { seenText } from '../../domain/seen-text.ts';
import {
  announceButton,
  audienceButton,
  audiencePageButton,
  cancelAnnouncementButton,
} from '../../messages/buttons.ts';
import { loadDialog } from '../../store/dialogs.ts';
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
export function announceFeature({ db, quietHours, zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  const surroundings = ({ at }: BotContext) => ({ at, quietHours, zone });
  const prepare = (ctx: BotContext, tx: Transaction, studyId: number, text: string) => {
    const request = { studyId, text, accountId: ctx.account.id };
    const prepared = prepareAnnouncement(tx, request, surroundings(ctx));
    if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
    ctx.say(prepared.message);
  };

  feature.command('announce', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      if (seenText(ctx.match) !== '') return prepare(ctx, tx, study.id, ctx.match);
      awaitAnnouncement(tx, { study, accountId: ctx.account.id, at: ctx.at });
      ctx.say(writeAnnouncementMessage(study.title, ctx.at));
    }),
  );
  feature.on('message', (ctx, next) => {
    const { text, document } = ctx.message;
    const dialog = loadDialog(db, ctx.account.id);
    if (dialog?.kind !== 'announce' || document || text?.startsWith('/')) return next();
    ctx.run((tx) => {
      if (text !== undefined) return prepare(ctx, tx, Number(dialog.args['studyId']), text);
      ctx.say({ html: html('announce.writeAgain', { label: plain('label.cancel') }) });
    });
    return undefined;
  });
  onPress(feature, audienceButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, chooseAudience(tx, { ...carried, accountId: ctx.account.id }, surroundings(ctx)));
  });
  onPress(feature, audiencePageButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, turnAudiences(tx, { ...carried, accountId: ctx.account.id }, surroundings(ctx)));
  });
  onPress(feature, announceButton, ({ ctx, tx, carried }) => {
    const sent = sendAnnouncement(tx, { ...carried, accountId: ctx.account.id, at: ctx.at });
    if (!sent.ok) return ctx.alert(sent.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('announce.sent', { recipients: sent.recipients }) });
  });
  onPress(feature, cancelAnnouncementButton, ({ ctx, tx, carried }) => {
    const cancelled = cancelAnnouncement(tx, { ...carried, accountId: ctx.account.id });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('announce.cancelled') });
  });
  return feature;
}
