import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onPress, type PressHandler } from '../../bot/presses.ts';
import {
  leaveButton,
  leaveCancelButton,
  leaveConfirmButton,
  leaveStudyButton,
  leaveWithdrawButton,
} from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { orForgotten } from '../studies/forgotten-press.ts';
import {
  confirmLeaving,
  type Leaving,
  leavingMessage,
  leftMessage,
  NO_ROUND,
  stayingMessage,
  whichStudyToLeave,
} from './leave-message.ts';
import { composeLeaving, leaveStudy, loadLeavableStudies } from './leave-study.ts';

/** `/leave`: what stays and why, the choice to withdraw answers of the open round, and one more press that does it. */
export const leaveCommands: readonly Command[] = [
  {
    name: 'leave',
    menus: { expert: { place: 60, text: 'menu.expert.leave', help: 'expert.help.leave' } },
    who: 'everybody',
    run: (ctx) =>
      ctx.run((tx) => {
        const [only, another] = loadLeavableStudies(tx, ctx.account.id);
        if (!only) return ctx.sayRefusal({ code: 'leave.noStudy' });
        if (another) return ctx.say(whichStudyToLeave(loadLeavableStudies(tx, ctx.account.id)));
        const composed = composeLeaving(tx, pressOf(ctx, only.id));
        if (!composed.ok) return ctx.sayRefusal(composed.refusal);
        ctx.say(leavingMessage(composed.leaving));
      }),
  },
];

export const leavePresses: readonly PressHandler[] = [
  showing(leaveStudyButton, leavingMessage),
  showing(leaveButton, (leaving) => confirmLeaving(leaving, false)),
  showing(leaveWithdrawButton, (leaving) => confirmLeaving(leaving, true)),
  showing(leaveCancelButton, stayingMessage),
  onPress(leaveConfirmButton, ({ ctx, tx, carried: { studyId, roundId } }) => {
    leave(ctx, tx, studyId, roundId);
  }),
];

function showing(button: typeof leaveButton, screen: (leaving: Leaving) => Message): PressHandler {
  return onPress(button, ({ ctx, tx, carried: { studyId } }) => {
    const composed = composeLeaving(tx, pressOf(ctx, studyId));
    if (!composed.ok) return ctx.alert(orForgotten(tx, composed.refusal, { studyId }));
    ctx.sayInPlace(screen(composed.leaving));
  });
}

function leave(ctx: BotContext, tx: Transaction, studyId: number, roundId: number): void {
  const withdrawRoundId = roundId === NO_ROUND ? null : roundId;
  const left = leaveStudy(tx, { ...pressOf(ctx, studyId), withdrawRoundId });
  ctx.concernsOthers();
  if (left.ok) return ctx.sayInPlace(leftMessage({ title: left.study.title, withdrawn: left.withdrawn }));
  ctx.alert(orForgotten(tx, left.refusal, { studyId }));
  // The round closed meanwhile: the choice is another one now.
  const now = composeLeaving(tx, pressOf(ctx, studyId));
  if (now.ok) ctx.sayInPlace(leavingMessage(now.leaving));
}

function pressOf({ account, pressedAt, at }: BotContext, studyId: number) {
  return { studyId, accountId: account.id, pressedAt, at };
}
