import { Composer } from 'grammy';
import { loadHistory, loadRememberedStudies } from '../../actions/compose-history.ts';
import { composePrivacy } from '../../actions/compose-privacy.ts';
import { orForgotten, withForgotten } from '../../actions/forgotten-press.ts';
import { requestHistoryFile } from '../../actions/send-history-file.ts';
import { historyButton, historyFileButton } from '../../messages/buttons.ts';
import { historyMessage, whichHistory } from '../../messages/history.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';

/** `/history`: the own answers by round beside the panel's, also as a file; `/privacy`: what is stored, and who sees it. */
export function historyFeature({
  wakeJobs,
  zone,
}: Pick<Dependencies, 'wakeJobs' | 'zone'>): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('history', (ctx) =>
    ctx.run((tx) => {
      const studies = loadRememberedStudies(tx, ctx.account.id);
      const [only, another] = studies;
      if (!only) return ctx.say({ html: withForgotten(tx, html('history.none')) });
      if (another) return ctx.say(whichHistory(studies));
      const history = loadHistory(tx, ctx.account.id, only.id);
      if (history) ctx.say(historyMessage(history, 0));
    }),
  );
  feature.callbackQuery(historyButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [studyId, page] = historyButton.read(ctx.callbackQuery.data);
      const history = loadHistory(tx, ctx.account.id, studyId);
      if (!history) return ctx.alert(orForgotten(tx, { code: 'leave.noStudy' }, { studyId }));
      ctx.say(historyMessage(history, page), { replacing: ctx.callbackQuery.message?.message_id ?? 0 });
    }),
  );
  feature.callbackQuery(historyFileButton.pattern, (ctx) => {
    ctx.run((tx) => {
      const [studyId] = historyFileButton.read(ctx.callbackQuery.data);
      const { account, update, at } = ctx;
      const key = `history-file:${account.id}:${update.update_id}:${at.getTime()}`;
      const requested = requestHistoryFile(tx, { key, studyId, accountId: account.id, at });
      if (!requested.ok) ctx.alert(orForgotten(tx, requested.refusal, { studyId }));
    });
    wakeJobs();
  });
  feature.command('privacy', (ctx) => ctx.run((tx) => ctx.say(composePrivacy(tx, ctx.account.id, zone))));
  return feature;
}
