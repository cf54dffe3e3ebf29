import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress } from '../../bot/presses.ts';
import { nudgeButton, sendNudgeButton } from '../../messages/buttons.ts';
import { html } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { countWaiting, prepareNudge, sendNudge } from './nudge.ts';
import { nudgeOffer } from './nudge-message.ts';
import { requestInvitations } from './prepare-invitations.ts';

/** `/invite`: the workbook of personal links, made beside the updates; and a reminder to who has not answered. */
export function inviteFeature({ quietHours, zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('invite', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      const request = { key: ctx.jobKey('invite'), accountId: ctx.account.id, study, at: ctx.at };
      const outcome = requestInvitations(tx, request);
      if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
      ctx.jobWaits();
      // The first time everybody is still to be invited.
      const waiting = countWaiting(tx, study.id);
      if (outcome.again && waiting > 0) ctx.say(nudgeOffer({ studyId: study.id, waiting }));
    }),
  );
  onPress(feature, nudgeButton, ({ ctx, tx, carried: { studyId } }) => {
    const request = { studyId, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const prepared = prepareNudge(tx, request);
    if (!prepared.ok) return ctx.alert(prepared.refusal);
    ctx.sayInPlace(prepared.message);
  });
  onPress(feature, sendNudgeButton, ({ ctx, tx, carried: { previewId } }) => {
    const press = { previewId, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const sent = sendNudge(tx, press);
    if (!sent.ok) return ctx.alert(sent.refusal);
    ctx.concernsOthers();
    ctx.takeButtonsOff();
    ctx.say({ html: html('facilitator.nudge.done', { reminded: sent.reminded }) });
  });
  return feature;
}
