import type { Command } from '../../bot/command.ts';
import { onFacilitatorPress, type PressHandler } from '../../bot/presses.ts';
import { cancelPaperButton, keepPaperButton } from '../../messages/buttons.ts';
import { html } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { formKeptMessage } from './form-message.ts';
import { cancelForm, keepForm } from './keep-form.ts';
import { requestForms } from './send-forms.ts';

/** `/form`: answers given on paper, out and back. */
export const formCommands: readonly Command[] = [
  {
    name: 'form',
    menus: { facilitator: { place: 105, text: 'menu.facilitator.form' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        const request = { key: ctx.jobKey('form'), accountId: ctx.account.id, study, at: ctx.at };
        const asked = requestForms(tx, request);
        if (!asked.ok) return ctx.sayRefusal(asked.refusal);
        ctx.jobWaits();
      }),
  },
];

export const formPresses: readonly PressHandler[] = [
  onFacilitatorPress(keepPaperButton, ({ ctx, tx, carried: { previewId }, deps: { randomBelow } }) => {
    const outcome = keepForm(tx, { previewId, accountId: ctx.account.id, at: ctx.at, randomBelow });
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    ctx.takeButtonsOff();
    ctx.say(formKeptMessage(outcome.kept));
  }),
  onFacilitatorPress(cancelPaperButton, ({ ctx, tx, carried: { previewId } }) => {
    const outcome = cancelForm(tx, { previewId, accountId: ctx.account.id });
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('paper.cancelled') });
  }),
];
