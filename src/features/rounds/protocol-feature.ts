import type { Command } from '../../bot/command.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import { protocolPageButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { composeProtocol } from './compose-protocol.ts';

/** `/protocol`: the rules in words, and every departure from them. */
export const protocolCommands: readonly Command[] = [
  {
    name: 'protocol',
    menus: { facilitator: { place: 145, text: 'menu.facilitator.protocol' } },
    who: 'facilitator',
    run: (ctx, { zone }) =>
      withChosenStudy(ctx, (tx, study) => {
        ctx.say(composeProtocol(tx, study, { accountId: ctx.account.id, page: 0, zone }));
      }),
  },
];

export const protocolPresses: readonly PressHandler[] = [
  onFacilitatorPress(protocolPageButton, ({ ctx, tx, carried: { studyId, page }, deps: { zone } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    const message = composeProtocol(tx, found.study, { accountId: ctx.account.id, page, zone });
    showInPlace(ctx, { ok: true, message });
  }),
];
