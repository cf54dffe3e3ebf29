import type { Command } from '../../bot/command.ts';
import type { BotContext } from '../../bot/context.ts';
import { onFacilitatorPress, type Press, type PressHandler, showInPlace } from '../../bot/presses.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { chooseStudyButton, joinStudyButton, studiesPageButton } from '../../messages/buttons.ts';
import { shorten } from '../../messages/shorten.ts';
import type { Study } from '../../store/studies.ts';
import { isolate } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';
import { chooseOwnStudy } from '../studies/choose-study.ts';
import { askToJoin } from './join-study.ts';
import { listStudies } from './list-studies.ts';
import { studiesMessage } from './studies-message.ts';

/** `/studies`: the list, with buttons to choose a study or to join another facilitator's. */
export const studiesCommands: readonly Command[] = [
  {
    name: 'studies',
    menus: { facilitator: { place: 30, text: 'menu.facilitator.studies' } },
    who: 'facilitator',
    run: (ctx) => ctx.run((tx) => ctx.say(studiesMessage(listStudies(tx, ctx.account.id, 0)))),
  },
];

export const studiesPresses: readonly PressHandler[] = [
  onFacilitatorPress(studiesPageButton, ({ ctx, tx, carried: { page } }) => {
    showInPlace(ctx, { ok: true, message: studiesMessage(listStudies(tx, ctx.account.id, page)) });
  }),
  onFacilitatorPress(chooseStudyButton, (press) => {
    const { ctx, tx, carried } = press;
    tellChoice(press, chooseOwnStudy(tx, { ...carried, accountId: ctx.account.id }), 'chosen');
  }),
  onFacilitatorPress(joinStudyButton, (press) => {
    const { ctx, tx, carried } = press;
    const ask = { ...carried, accountId: ctx.account.id, name: nameOf(ctx), at: ctx.at };
    const outcome = askToJoin(tx, ask);
    tellChoice(press, outcome, outcome.ok ? PRESSED[outcome.joining] : 'joined');
  }),
];

const PRESSED = { joined: 'joined', asked: 'asked', 'asked-before': 'askedBefore' } as const;

/** What the messenger calls somebody, for those who need to know who asks. */
function nameOf({ from }: BotContext): string {
  const name = [from?.first_name, from?.last_name].filter(Boolean).join(' ');
  return from?.username ? `${name} (@${from.username})` : name;
}

/** Shows the choice in the list, and names it in the answer to the press. */
function tellChoice(
  { ctx, tx }: Press<unknown>,
  outcome: Outcome<{ study: Study }>,
  done: 'chosen' | (typeof PRESSED)[keyof typeof PRESSED],
): void {
  if (!outcome.ok) return ctx.alert(outcome.refusal);
  ctx.acknowledge(plain(`facilitator.studies.pressed.${done}`, { title: shortTitle(outcome.study) }));
  // Whoever has only asked still has the same studies.
  if (done === 'asked' || done === 'askedBefore') return;
  showInPlace(ctx, { ok: true, message: studiesMessage(listStudies(tx, ctx.account.id, 0)) });
}

/** Answers to presses are limited to 200 characters. */
function shortTitle({ title }: Study): string {
  return isolate(shorten(title, 80));
}
