import { Composer } from 'grammy';
import { composeOpeningPreview } from '../../actions/compose-round-previews.ts';
import { openRoundOrQueue, togglePanel } from '../../actions/open-round.ts';
import { continuePanelButton, openRoundButton } from '../../messages/buttons.ts';
import { openingPreviewMessage, roundOpenedMessage } from '../../messages/round-previews.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { jobKey } from './job-key.ts';
import { pressedMessageId, takeButtonsOff } from './pressed-message.ts';

/** The preview of `/open`: takes settled panels along, and opens the round. */
export function openFeature({ quietHours, zone, wakeJobs }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();

  feature.callbackQuery(continuePanelButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [previewId, panelId] = continuePanelButton.read(ctx.callbackQuery.data);
      const { at, account } = ctx;
      const toggled = togglePanel(tx, { previewId, panelId, accountId: account.id, at });
      if (!toggled.ok) return ctx.alert(toggled.refusal);
      const preview = composeOpeningPreview(tx, { previewId, ...toggled }, { at, quietHours, zone });
      ctx.say(openingPreviewMessage(preview), { replacing: pressedMessageId(ctx) });
    }),
  );

  feature.callbackQuery(openRoundButton.pattern, (ctx) => {
    ctx.run((tx) => {
      const [previewId] = openRoundButton.read(ctx.callbackQuery.data);
      const { at, account } = ctx;
      const press = { previewId, accountId: account.id, at, quietHours, zone };
      const outcome = openRoundOrQueue(tx, { ...press, jobKey: jobKey(ctx, 'open-round') });
      if (!outcome.ok) return ctx.alert(outcome.refusal);
      takeButtonsOff(ctx, tx);
      if (outcome.opened) ctx.say(roundOpenedMessage(outcome.opened, zone));
    });
    wakeJobs();
  });
  return feature;
}
