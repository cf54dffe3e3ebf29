import type { Command } from '../../bot/command.ts';

import { onPress, type PressHandler } from '../../bot/presses.ts';
import { historyButton, historyFileButton } from '../../messages/buttons.ts';
import { html } from '../../texts/i18n.ts';
import { orForgotten, withForgotten } from '../studies/forgotten-press.ts';
import { loadHistory, loadRememberedStudies } from './compose-history.ts';
import { composePrivacy } from './compose-privacy.ts';
import { historyMessage, whichHistory } from './history-message.ts';
import { requestHistoryFile } from './send-history-file.ts';

/**
 * `/history`: the own answers by round beside the panel's, also as a file; `/privacy`: what is stored, and who sees it.
 */
export const historyCommands: readonly Command[] = [
  {
    name: 'history',
    menus: { expert: { place: 40, text: 'menu.expert.history', help: 'expert.help.history' } },
    who: 'everybody',
    run: (ctx) =>
      ctx.run((tx) => {
        const studies = loadRememberedStudies(tx, ctx.account.id);
        const [only, another] = studies;
        if (!only) return ctx.say({ html: withForgotten(tx, html('history.none')) });
        if (another) return ctx.say(whichHistory(studies));
        const history = loadHistory(tx, ctx.account.id, only.id);
        if (history) ctx.say(historyMessage(history, 0));
      }),
  },
  {
    name: 'privacy',
    menus: { expert: { place: 50, text: 'menu.expert.privacy', help: 'expert.help.privacy' } },
    who: 'everybody',
    run: (ctx, deps) => ctx.run((tx) => ctx.say(composePrivacy(tx, ctx.account.id, deps))),
  },
];

export const historyPresses: readonly PressHandler[] = [
  onPress(historyButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const history = loadHistory(tx, ctx.account.id, studyId);
    if (!history) return ctx.alert(orForgotten(tx, { code: 'leave.noStudy' }, { studyId }));
    ctx.sayInPlace(historyMessage(history, page));
  }),
  onPress(historyFileButton, ({ ctx, tx, carried: { studyId } }) => {
    const { account, at } = ctx;
    const key = ctx.jobKey('history-file');
    const requested = requestHistoryFile(tx, { key, studyId, accountId: account.id, at });
    if (!requested.ok) return ctx.alert(orForgotten(tx, requested.refusal, { studyId }));
    ctx.jobWaits();
  }),
];
