import type { Command } from '../../bot/command.ts';

import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import { panelsPageButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { listPanels } from './list-panels.ts';
import { panelsMessage } from './panels-message.ts';

/** `/panels`: the state of each panel. */
export const panelsCommands: readonly Command[] = [
  {
    name: 'panels',
    menus: { facilitator: { place: 40, text: 'menu.facilitator.panels' } },
    who: 'facilitator',
    run: (ctx) => withChosenStudy(ctx, (tx, study) => ctx.say(panelsMessage(listPanels(tx, study, 0)))),
  },
];

export const panelsPresses: readonly PressHandler[] = [
  onFacilitatorPress(panelsPageButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: panelsMessage(listPanels(tx, found.study, page)) });
  }),
];
