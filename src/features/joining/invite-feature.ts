import type { Command } from '../../bot/command.ts';
import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { nudgeButton, sendNudgeButton } from '../../messages/buttons.ts';
import { html } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { countWaiting, prepareNudge, sendNudge } from './nudge.ts';
import { nudgeOffer } from './nudge-message.ts';
import { requestInvitations } from './prepare-invitations.ts';

/** `/invite`: the workbook of personal links, made beside the updates; and a reminder to who has not answered. */
export const inviteCommands: readonly Command[] = [
  {
    name: 'invite',
    menus: { facilitator: { place: 60, text: 'menu.facilitator.invite' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        const request = { key: ctx.jobKey('invite'), accountId: ctx.account.id, study, at: ctx.at };
        const outcome = requestInvitations(tx, request);
        if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
        ctx.jobWaits();
        // The first time everybody is still to be invited.
        const waiting = countWaiting(tx, study.id);
        if (outcome.again && waiting > 0) ctx.say(nudgeOffer({ studyId: study.id, waiting }));
      }),
  },
];

export const invitePresses: readonly PressHandler[] = [
  onFacilitatorPress(nudgeButton, ({ ctx, tx, carried: { studyId }, deps: { quietHours, zone } }) => {
    const request = { studyId, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const prepared = prepareNudge(tx, request);
    if (!prepared.ok) return ctx.alert(prepared.refusal);
    ctx.sayInPlace(prepared.message);
  }),
  onFacilitatorPress(sendNudgeButton, ({ ctx, tx, carried: { previewId }, deps: { quietHours, zone } }) => {
    const press = { previewId, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const sent = sendNudge(tx, press);
    if (!sent.ok) return ctx.alert(sent.refusal);
    ctx.concernsOthers();
    ctx.takeButtonsOff();
    ctx.say({ html: html('facilitator.nudge.done', { reminded: sent.reminded }) });
  }),
];
