import { Composer } from 'grammy';
import { composeOpeningPreview } from '../../actions/compose-round-previews.ts';
import { openRound, togglePanel } from '../../actions/open-round.ts';
import { continuePanelButton, openRoundButton } from '../../messages/buttons.ts';
import { openingPreviewMessage } from '../../messages/round-previews.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { pressedMessageId, takeButtonsOff } from './pressed-message.ts';

/** The preview of `/open`: takes settled panels along, and opens the round. */
export function openFeature({ quietHours, zone }: Dependencies): Composer<BotContext> {
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

  feature.callbackQuery(openRoundButton.pattern, (ctx) =>
    ctx.run((tx) => {
      const [previewId] = openRoundButton.read(ctx.callbackQuery.data);
      const { at, account } = ctx;
      const opened = openRound(tx, { previewId, accountId: account.id, at, quietHours, zone });
      if (!opened.ok) return ctx.alert(opened.refusal);
      takeButtonsOff(ctx, tx);
      const deadline = dateTimeText(opened.deadline, zone);
      ctx.say({
        html: opened.waitsUntil
          ? html('round.open.doneQuiet', {
              round: opened.number,
              deadline,
              until: dateTimeText(opened.waitsUntil, zone),
            })
          : html('round.open.done', { round: opened.number, deadline }),
      });
    }),
  );
  return feature;
}
