import type { Command } from '../../bot/command.ts';

import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import {
  expertButton,
  expertsButton,
  letInButton,
  panelExpertsButton,
  renewLinkButton,
} from '../../messages/buttons.ts';
import { escapeHtml, html, plain } from '../../texts/i18n.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { letIn } from './let-in.ts';
import { expertScreen, expertsScreen, panelExpertsScreen } from './list-experts.ts';
import { renewLink } from './renew-link.ts';

/** `/experts`: who is on which panel and has joined, and a new personal link for one of them. */
export const expertsCommands: readonly Command[] = [
  {
    name: 'experts',
    menus: { facilitator: { place: 50, text: 'menu.facilitator.experts' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        if (study.forgottenAt) return ctx.sayRefusal({ code: 'study.forgotten' });
        ctx.say(expertsScreen(tx, study, 0));
      }),
  },
];

export const expertsPresses: readonly PressHandler[] = [
  onFacilitatorPress(expertsButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    if (found.study.forgottenAt) return ctx.alert({ code: 'study.forgotten' });
    showInPlace(ctx, { ok: true, message: expertsScreen(tx, found.study, page) });
  }),
  onFacilitatorPress(panelExpertsButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, panelExpertsScreen(tx, { ...carried, accountId: ctx.account.id }));
  }),
  onFacilitatorPress(expertButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, expertScreen(tx, { ...carried, accountId: ctx.account.id }));
  }),
  onFacilitatorPress(letInButton, ({ ctx, tx, carried }) => {
    const outcome = letIn(tx, { ...carried, accountId: ctx.account.id, at: ctx.at });
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    ctx.acknowledge(plain('facilitator.experts.letIn'));
    showInPlace(ctx, expertScreen(tx, { ...carried, accountId: ctx.account.id }));
  }),
  onFacilitatorPress(renewLinkButton, ({ deps: { botNames, newToken }, ctx, tx, carried }) => {
    const press = { ...carried, accountId: ctx.account.id, at: ctx.at, botNames: botNames(), newToken };
    const outcome = renewLink(tx, press);
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    ctx.acknowledge(plain('facilitator.experts.renewed'));
    showInPlace(ctx, expertScreen(tx, { ...carried, accountId: ctx.account.id }));
    ctx.say({ html: html('facilitator.experts.forward') });
    ctx.say({ html: escapeHtml(outcome.invitation) });
  }),
];
