import { Composer } from 'grammy';
import { studyOf } from '../../actions/choose-study.ts';
import { panelStatusScreen, statusScreen } from '../../actions/compose-status.ts';
import { panelStatusButton, statusButton } from '../../messages/buttons.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { onPress, showInPlace } from '../presses.ts';
import { withChosenStudy } from './chosen-study.ts';

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
