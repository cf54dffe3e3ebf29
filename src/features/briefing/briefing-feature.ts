import type { Command } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onFacilitatorPress, onPress, type PressHandler, showInPlace } from '../../bot/presses.ts';
import {
  attendanceButton,
  attendedButton,
  briefButton,
  cancelBriefingButton,
  orientedButton,
} from '../../messages/buttons.ts';
import type { Dialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { withChosenStudy } from '../studies/chosen-study.ts';
import { attendanceScreen, enterAttendance } from './attendance.ts';
import { askForBriefing, meetingOffer } from './briefing-message.ts';
import {
  awaitBriefing,
  cancelBriefing,
  type SentBriefing,
  sendBriefing,
  takeBriefing,
} from './prepare-briefing.ts';
import { confirmBriefing } from './tell-briefing.ts';

/** `/briefing`: the orientation, previewed before it goes out to all experts. */
export const briefingCommands: readonly Command[] = [
  {
    name: 'briefing',
    menus: { facilitator: { place: 95, text: 'menu.facilitator.briefing' } },
    who: 'facilitator',
    run: (ctx) =>
      withChosenStudy(ctx, (tx, study) => {
        const waits = awaitBriefing(tx, { study, accountId: ctx.account.id, at: ctx.at });
        if (!waits.ok) return ctx.sayRefusal(waits.refusal);
        ctx.say(meetingOffer(study.id));
        ctx.say(askForBriefing({ title: study.title, isFirst: waits.isFirst, startedAt: ctx.at }));
      }),
  },
];

export const briefingPresses: readonly PressHandler[] = [
  onFacilitatorPress(briefButton, ({ ctx, tx, carried, deps: { quietHours, zone } }) => {
    const press = { ...carried, accountId: ctx.account.id, at: ctx.at, quietHours, zone };
    const sent = sendBriefing(tx, press);
    if (!sent.ok) return ctx.alert(sent.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('briefing.sent', { joined: sent.joined }) });
  }),
  onFacilitatorPress(cancelBriefingButton, ({ ctx, tx, carried }) => {
    const cancelled = cancelBriefing(tx, { ...carried, accountId: ctx.account.id });
    if (!cancelled.ok) return ctx.alert(cancelled.refusal);
    ctx.takeButtonsOff();
    ctx.say({ html: html('briefing.cancelled') });
  }),
  onFacilitatorPress(attendanceButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, attendanceScreen(tx, { ...carried, accountId: ctx.account.id }));
  }),
  onFacilitatorPress(attendedButton, ({ ctx, tx, carried }) => {
    showInPlace(ctx, enterAttendance(tx, { ...carried, accountId: ctx.account.id, at: ctx.at }));
  }),
  onPress(orientedButton, ({ ctx, tx, carried }) => {
    const confirmed = confirmBriefing(tx, { ...carried, accountId: ctx.account.id, at: ctx.at });
    if (!confirmed.ok) return ctx.alert(confirmed.refusal);
    ctx.takeButtonsOff();
    ctx.acknowledge(plain('briefing.thanks'));
  }),
];

/** What was sent while the orientation is waited for. */
export function readSentBriefing(
  ctx: BotContext,
  tx: Transaction,
  { args }: Dialog,
  { quietHours, zone }: Dependencies,
): void {
  const sent = sentIn(ctx);
  if (!sent) return ctx.sayRefusal({ code: 'briefing.unsupported' });
  const of = {
    studyId: Number(args['studyId']),
    accountId: ctx.account.id,
    key: ctx.jobKey('read-briefing'),
  };
  const taken = takeBriefing(tx, { ...sent, ...of }, { at: ctx.at, quietHours, zone });
  if (!taken.ok) return ctx.sayRefusal(taken.refusal);
  if (taken.message) ctx.say(taken.message);
  else ctx.jobWaits();
}

/** @returns null where it is nothing that can be sent on */
function sentIn({ message }: BotContext): SentBriefing | null {
  if (!message) return null;
  const { text, caption = '', document, video, voice } = message;
  if (text !== undefined) return { medium: 'text', text, file: null };
  const file = document ?? video ?? voice;
  if (!file || message.animation) return null;
  const name = ('file_name' in file && file.file_name) || '';
  return {
    medium: document ? 'file' : video ? 'video' : 'voice',
    text: caption,
    file: { id: file.file_id, name, bytes: file.file_size ?? 0 },
  };
}
