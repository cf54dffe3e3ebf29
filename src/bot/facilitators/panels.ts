import { Composer } from 'grammy';
import { studyOf } from '../../actions/choose-study.ts';
import { listPanels } from '../../actions/list-panels.ts';
import { panelsPageButton } from '../../messages/buttons.ts';
import { panelsMessage } from '../../messages/facilitators/panels.ts';
import type { BotContext } from '../context.ts';
import { onPress, showInPlace } from '../presses.ts';
import { withChosenStudy } from './chosen-study.ts';

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
