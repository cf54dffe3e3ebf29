import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import type { Outcome } from '../../domain/refusals.ts';
import {
  cancelForgettingButton,
  forgetButton,
  forgetExpertButton,
  forgetExpertsButton,
} from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import { plain } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { expertForgettingMessage, forgetWhomMessage, studyForgettingMessage } from './forget-message.ts';
import {
  cancelForgetting,
  forgetPreviewed,
  listForgettable,
  prepareExpertForgetting,
  prepareStudyForgetting,
} from './forget-names.ts';

/**
 * `/forget`: removes the names of a study that has ended, or of one expert of any; shown first. While the study runs it
 * asks whose.
 */
export const forgetCommands: readonly Command[] = [
  {
    name: 'forget',
    menus: { facilitator: { place: 170, text: 'menu.facilitator.forget' } },
    who: 'facilitator',
    run: (ctx, { copiesKeptDays }) =>
      withChosenStudy(ctx, (tx, study) => {
        const asked = { accountId: ctx.account.id, at: ctx.at };
        if (study.state !== 'finished') return say(ctx, whom(ctx, tx, { studyId: study.id, page: 0 }));
        const prepared = prepareStudyForgetting(tx, study, asked);
        if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
        ctx.say(studyForgettingMessage(prepared.forgetting, copiesKeptDays));
      }),
  },
];

export const forgetPresses: readonly PressHandler[] = [
  onFacilitatorPress(forgetExpertsButton, ({ ctx, tx, carried }) => showInPlace(ctx, whom(ctx, tx, carried))),
  onFacilitatorPress(forgetExpertButton, ({ deps: { copiesKeptDays }, ctx, tx, carried: { expertId } }) => {
    const prepared = prepareExpertForgetting(tx, { expertId, accountId: ctx.account.id, at: ctx.at });
    if (!prepared.ok) return ctx.alert(prepared.refusal);
    const message = expertForgettingMessage(prepared.forgetting, copiesKeptDays);
    showInPlace(ctx, { ok: true, message });
  }),
  onFacilitatorPress(forgetButton, ({ ctx, tx, carried: { previewId } }) => {
    const begun = forgetPreviewed(tx, { previewId, accountId: ctx.account.id, at: ctx.at });
    if (!begun.ok) return ctx.alert(begun.refusal);
    ctx.jobWaits();
    ctx.takeButtonsOff();
    ctx.acknowledge(plain('forget.pressed'));
  }),
  onFacilitatorPress(cancelForgettingButton, ({ ctx, tx, carried: { previewId } }) => {
    const cancelled = cancelForgetting(tx, { previewId, accountId: ctx.account.id });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.acknowledge(plain('forget.cancelled'));
  }),
];

function whom(
  ctx: BotContext,
  tx: Transaction,
  { studyId, page }: { studyId: number; page: number },
): Outcome<{ message: Message }> {
  const found = listForgettable(tx, { studyId, accountId: ctx.account.id });
  if (!found.ok) return found;
  const { study, experts } = found;
  const running = study.state !== 'finished';
  return { ok: true, message: forgetWhomMessage({ studyId, title: study.title, experts, page, running }) };
}

function say(ctx: BotContext, outcome: Outcome<{ message: Message }>): void {
  if (outcome.ok) ctx.say(outcome.message);
  else ctx.sayRefusal(outcome.refusal);
}
