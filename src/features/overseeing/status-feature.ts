import type { Command } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onFacilitatorPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import {
  excuseButton,
  liveStatusButton,
  owingButton,
  owingExpertButton,
  panelStatusButton,
  remindExpertButton,
  remindGroupButton,
  statusButton,
} from '../../messages/buttons.ts';
import type { Transaction } from '../../store/file/database.ts';
import { dropLiveStatus, saveLiveStatus } from '../../store/live-statuses.ts';
import type { Study } from '../../store/studies.ts';
import { remindedMessage } from '../reminding/reminded-message.ts';
import { studyOf } from '../studies/choose-study.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { composeLiveStatus } from './compose-live-status.ts';
import { panelStatusScreen, statusScreen } from './compose-status.ts';
import { excuseExpert, owingExpertScreen, owingScreen, remindExpert, remindGroup } from './owing.ts';

type Surroundings = Pick<Dependencies, 'zone' | 'quietHours'>;

/** `/status`: for an open round one message that is kept up to date, else who has joined. */
export const statusCommands: readonly Command[] = [
  {
    name: 'status',
    menus: { facilitator: { place: 80, text: 'menu.facilitator.status' } },
    who: 'facilitator',
    run: (ctx, deps) => withChosenStudy(ctx, (tx, study) => showStatus(ctx, tx, study, deps)),
  },
];

/** Shows how a study is going, in place of the pressed message where there is one. */
function showStatus(ctx: BotContext, tx: Transaction, study: Study, deps: Surroundings): void {
  const live = composeLiveStatus(tx, study, moment(ctx, deps));
  const message = live?.message ?? statusScreen(tx, study, 0, moment(ctx, deps));
  const { pressedMessageId: messageId, at: checkedAt } = ctx;
  const outboxKey = ctx.sayFollowed(message);
  if (!live) return;
  const follows = { accountId: ctx.account.id, studyId: study.id, outboxKey, messageId, checkedAt };
  saveLiveStatus(tx, { ...follows, hash: live.hash });
}

export const statusPresses: readonly PressHandler[] = [
  onFacilitatorPress(liveStatusButton, ({ ctx, tx, carried: { studyId }, deps }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    showStatus(ctx, tx, found.study, deps);
  }),
  onFacilitatorPress(statusButton, ({ ctx, tx, carried: { studyId, page }, deps }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    turnAway(ctx, tx, studyId);
    showInPlace(ctx, { ok: true, message: statusScreen(tx, found.study, page, moment(ctx, deps)) });
  }),
  onFacilitatorPress(panelStatusButton, ({ ctx, tx, carried: { studyId, ...place }, deps }) => {
    const found = studyOf(tx, ctx.account.id, studyId);
    if (!found.ok) return ctx.alert(found.refusal);
    turnAway(ctx, tx, studyId);
    showInPlace(ctx, panelStatusScreen(tx, found.study, place, moment(ctx, deps)));
  }),
  onFacilitatorPress(owingButton, ({ ctx, tx, carried, deps }) => {
    const screen = owingScreen(tx, carried, pressOf(ctx, deps));
    if (screen.ok) turnAway(ctx, tx, carried.studyId);
    showInPlace(ctx, screen);
  }),
  onFacilitatorPress(owingExpertButton, ({ ctx, tx, carried, deps }) =>
    showInPlace(ctx, owingExpertScreen(tx, carried, pressOf(ctx, deps))),
  ),
  onFacilitatorPress(remindGroupButton, ({ ctx, tx, carried, deps }) => {
    const done = remindGroup(tx, carried, pressOf(ctx, deps));
    if (!done.ok) return ctx.alert(done.refusal);
    ctx.say(remindedMessage(done.reminding, deps.zone));
  }),
  onFacilitatorPress(remindExpertButton, ({ ctx, tx, carried, deps }) => {
    const done = remindExpert(tx, carried.expertId, pressOf(ctx, deps));
    if (!done.ok) return ctx.alert(done.refusal);
    ctx.say(remindedMessage(done.reminding, deps.zone));
  }),
  onFacilitatorPress(excuseButton, ({ ctx, tx, carried: { chosen, ...place }, deps }) => {
    const press = pressOf(ctx, deps);
    const done = excuseExpert(tx, { expertId: place.expertId, excused: chosen === 1 }, press);
    showInPlace(ctx, done.ok ? owingExpertScreen(tx, place, press) : done);
  }),
];

/** The pressed message now shows something else, and is no longer updated by itself. */
function turnAway({ account, pressedMessageId }: BotContext, tx: Transaction, studyId: number): void {
  dropLiveStatus(tx, { accountId: account.id, studyId, messageId: pressedMessageId });
}

function moment({ at: now }: BotContext, { zone, quietHours }: Surroundings) {
  return { now, zone, quietHours };
}

function pressOf({ account, at }: BotContext, { zone, quietHours }: Surroundings) {
  return { accountId: account.id, at, zone, quietHours };
}
