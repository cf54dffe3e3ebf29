import { Composer } from 'grammy';
import { chooseOwnStudy, joinStudy } from '../../actions/choose-study.ts';
import { listStudies } from '../../actions/list-studies.ts';
import type { Outcome } from '../../domain/refusals.ts';
import {
  chooseStudyButton,
  joinStudyButton,
  studiesPageButton,
} from '../../messages/facilitators/buttons.ts';
import { studiesMessage } from '../../messages/facilitators/studies.ts';
import { shorten } from '../../messages/shorten.ts';
import type { Study } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';
import type { BotContext } from '../context.ts';
import { onPress, type Press, showInPlace } from './presses.ts';

/** `/studies`: the list, with buttons that choose a study or join another facilitator's. */
export function studiesFeature(): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  feature.command('studies', (ctx) =>
    ctx.run((tx) => ctx.say(studiesMessage(listStudies(tx, ctx.account.id, 0)))),
  );
  onPress(feature, studiesPageButton, ({ ctx, tx, numbers: { page } }) => {
    showInPlace(ctx, { ok: true, message: studiesMessage(listStudies(tx, ctx.account.id, page)) });
  });
  onPress(feature, chooseStudyButton, (press) => {
    const { ctx, tx, numbers } = press;
    settle(press, chooseOwnStudy(tx, { ...numbers, accountId: ctx.account.id }), 'chosen');
  });
  onPress(feature, joinStudyButton, (press) => {
    const { ctx, tx, numbers } = press;
    settle(press, joinStudy(tx, { ...numbers, accountId: ctx.account.id, at: ctx.at }), 'joined');
  });
  return feature;
}

/** The list shows the choice, and the press says it. */
function settle(
  { ctx, tx }: Press<'studyId'>,
  outcome: Outcome<{ study: Study }>,
  done: 'chosen' | 'joined',
): void {
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  ctx.acknowledge(plain(`facilitator.studies.pressed.${done}`, { title: shortTitle(outcome.study) }));
  showInPlace(ctx, { ok: true, message: studiesMessage(listStudies(tx, ctx.account.id, 0)) });
}

/** A press is answered in 200 characters. */
function shortTitle({ title }: Study): string {
  return isolate(shorten(title, 80));
}
