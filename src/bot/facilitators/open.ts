import { Composer } from 'grammy';
import { composeOpeningPreview } from '../../actions/compose-round-previews.ts';
import { openRound, prepareOpening, togglePanel } from '../../actions/open-round.ts';
import { parseWhen, type When } from '../../domain/when.ts';
import { continuePanelButton, openRoundButton } from '../../messages/buttons.ts';
import { openingPreviewMessage } from '../../messages/round-previews.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html } from '../../texts/i18n.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { withChosenStudy } from './chosen-study.ts';
import { pressedMessageId, takeButtonsOff } from './pressed-message.ts';

/** `/open [when]`: shows what the next round would be, lets settled panels be taken along, and opens it. */
export function openFeature({ quietHours, zone }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();

  feature.command('open', (ctx) =>
    withChosenStudy(ctx, (tx, study) => {
      const { at, account } = ctx;
      const read = readWhen(ctx.match, at, zone);
      if (!read.ok) return ctx.sayRefusal(read.refusal);
      const prepared = prepareOpening(tx, { study, accountId: account.id, when: read.when, at });
      if (!prepared.ok) return ctx.sayRefusal(prepared.refusal);
      ctx.say(
        openingPreviewMessage(composeOpeningPreview(tx, { study, ...prepared }, { at, quietHours, zone })),
      );
    }),
  );

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

type ReadWhen = { ok: true; when: When | null } | Extract<ReturnType<typeof parseWhen>, { ok: false }>;

/** A `when` that may be left out. */
function readWhen(text: string, now: Date, zone: string): ReadWhen {
  return text.trim() === '' ? { ok: true, when: null } : parseWhen(text, { now, zone });
}
