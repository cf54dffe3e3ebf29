import { Composer } from 'grammy';
import type { BotContext } from '../../bot/context.ts';
import { onPress, showInPlace } from '../../bot/presses.ts';
import { panelsPageButton } from '../../messages/buttons.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { listPanels } from './list-panels.ts';
import { panelsMessage } from './panels-message.ts';

/** `/panels`: how each panel stands. */
export function panelsFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('panels', (ctx) =>
    withChosenStudy(ctx, (tx, study) => ctx.say(panelsMessage(listPanels(tx, study, 0)))),
  );
  onPress(feature, panelsPageButton, ({ ctx, tx, carried: { studyId, page } }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showInPlace(ctx, { ok: true, message: panelsMessage(listPanels(tx, found.study, page)) });
  });
  return feature;
}
