import { Composer } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress, showInPlace } from '../../bot/presses.ts';
import { panelStatusButton, statusButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { panelStatusScreen, statusScreen } from './compose-status.ts';

/** `/status`: one message that a button brings up to date. */
export function statusFeature({ zone, quietHours }: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  const surroundings = ({ at: now }: BotContext) => ({ now, zone, quietHours });
  feature.command('status', (ctx) =>
    withChosenStudy(ctx, (tx, study) => ctx.say(statusScreen(tx, study, 0, surroundings(ctx)))),
  );
  onPress(feature, statusButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: statusScreen(tx, found.study, page, surroundings(ctx)) });
  });
  onPress(feature, panelStatusButton, ({ ctx, tx, carried: { studyId, ...place } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, panelStatusScreen(tx, found.study, place, surroundings(ctx)));
  });
  return feature;
}
