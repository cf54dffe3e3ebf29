import type { Command } from '../../bot/command.ts';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onFacilitatorPress, type Press, type PressHandler, showInPlace } from '../../bot/presses.ts';
import type { SaidHandler } from '../../bot/said.ts';
import {
  applyChangesButton,
  cancelWorkbookButton,
  createStudyButton,
  exampleButton,
  settleExpertButton,
  templateButton,
} from '../../messages/buttons.ts';
import { type Dialog, loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { LANGUAGE, languageSpoken, speaking } from '../../texts/speaking.ts';
import { workbookRefusalText } from '../../workbook/fault-text.ts';
import { MAX_WORKBOOK_BYTES } from '../../workbook/unreadable-file.ts';
import { languageNamed } from '../anytime/language-named.ts';
import { pastedLink } from '../joining/pasted-link.ts';
import { appliedMessage, createdMessage } from './apply-message.ts';
import { applyExplainedWorkbook, applyPreviewedWorkbook } from './apply-previewed.ts';
import { cancelWorkbook, createPreviewedStudy, settleExpert } from './preview-workbook.ts';
import { requestReading } from './read-sent-workbook.ts';
import { requestStarterWorkbook } from './send-starter-workbook.ts';
import type { Starter } from './starter-message.ts';

/** Workbooks out: `/template` and `/example`. */
export const workbooksCommands: readonly Command[] = [
  {
    name: 'template',
    menus: { facilitator: { place: 10, text: 'menu.facilitator.template' } },
    who: 'facilitator',
    run: (ctx) => ctx.run((tx) => send(ctx, tx, 'template', languageNamed(ctx.match) ?? undefined)),
  },
  {
    name: 'example',
    menus: { facilitator: { place: 20, text: 'menu.facilitator.example' } },
    who: 'facilitator',
    run: (ctx) => ctx.run((tx) => send(ctx, tx, 'example', languageNamed(ctx.match) ?? undefined)),
  },
];

function send(ctx: BotContext, tx: Transaction, starter: Starter, language = languageSpoken()): void {
  const key = ctx.jobKey(starter);
  requestStarterWorkbook(tx, { key, accountId: ctx.account.id, starter, language, at: ctx.at });
  ctx.jobWaits();
}

/** Workbooks in: a sent file is read. A link in its caption is meant before it. */
export const workbooksSaid: readonly SaidHandler[] = [
  {
    who: 'facilitator',
    // A file that the orientation waits for is no workbook.
    means: ({ message, account }, { db }) =>
      message?.document !== undefined &&
      loadDialog(db, account.id)?.kind !== 'briefing' &&
      pastedLink(db, message, account.id) === null,
    take: (ctx, tx) => takeFile(ctx, tx, ctx.message!.document!),
  },
  {
    who: 'facilitator',
    // Where a text is waited for, whoever waits says so.
    means: ({ message, account }, { db }) =>
      isPicture(message!) && !loadDialog(db, account.id) && pastedLink(db, message, account.id) === null,
    take: (ctx) => refuseFile(ctx, 'notWorkbook', ctx.message!.media_group_id),
  },
];

type Sent = NonNullable<BotContext['message']>;
type SentDocument = NonNullable<Sent['document']>;

function takeFile(ctx: BotContext, tx: Transaction, document: SentDocument): void {
  if ((document.file_size ?? 0) > MAX_WORKBOOK_BYTES) return refuseFile(ctx, 'tooLarge');
  if (isMedia(document)) return refuseFile(ctx, 'notWorkbook');
  const key = ctx.jobKey('read-workbook');
  requestReading(tx, { key, accountId: ctx.account.id, fileId: document.file_id, at: ctx.at });
  ctx.jobWaits();
}

function isPicture({ photo, video, animation, audio, voice }: Sent): boolean {
  return [photo, video, animation, audio, voice].some((sent) => sent !== undefined);
}

/**
 * A picture, a film or a sound sent as a file. All else is downloaded and known by its first bytes: messengers and
 * people lose the endings of names.
 */
function isMedia({ file_name: name = '', mime_type: type = '' }: SentDocument): boolean {
  return /^(image|video|audio)\//.test(type) && !/\.xls\w?$/i.test(name.trim());
}

/** @param album the pictures of one album, each a message, are refused once */
function refuseFile(ctx: BotContext, refusal: 'tooLarge' | 'notWorkbook', album?: string): void {
  const message = { html: html('refusal.message', { text: workbookRefusalText(refusal) }) };
  ctx.say(message, album === undefined ? {} : { once: `album:${album}` });
}

export const workbooksPresses: readonly PressHandler[] = [
  onFacilitatorPress(templateButton, ({ ctx, tx }) => send(ctx, tx, 'template')),
  onFacilitatorPress(exampleButton, ({ ctx, tx }) => send(ctx, tx, 'example')),
  onFacilitatorPress(createStudyButton, (press) => {
    const outcome = createPreviewedStudy(press.tx, pressOf(press), press.deps);
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    press.ctx.takeButtonsOff();
    // As it was previewed; no study was there to be of that language.
    speaking(outcome.draft.rules.language ?? LANGUAGE, () => press.ctx.say(createdMessage(outcome.draft)));
  }),
  onFacilitatorPress(applyChangesButton, (press) => {
    const { ctx, tx, deps } = press;
    const asked = { ...pressOf(press), messageId: ctx.pressedMessageId ?? 0 };
    const outcome = applyPreviewedWorkbook(tx, asked, deps);
    if (!outcome.ok) return ctx.alert(outcome.refusal);
    switch (outcome.step) {
      case 'waiting':
        return ctx.acknowledge(plain('facilitator.workbook.whyWaits'));
      case 'asked':
        return ctx.say(outcome.message);
      case 'applied':
        ctx.takeButtonsOff();
        return ctx.say(appliedMessage(outcome));
    }
  }),
  onFacilitatorPress(settleExpertButton, (press) => {
    showInPlace(press.ctx, settleExpert(press.tx, pressOf(press)));
  }),
  onFacilitatorPress(cancelWorkbookButton, (press) => {
    const outcome = cancelWorkbook(press.tx, pressOf(press));
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    press.ctx.takeButtonsOff();
    press.ctx.acknowledge(plain('facilitator.workbook.cancelled'));
  }),
];

/** Why a change departs from the locked protocol, typed: only then it is applied. */
export function readWhyChanged(ctx: BotContext, tx: Transaction, dialog: Dialog, deps: Dependencies): void {
  const given = { dialog, text: ctx.message?.text ?? '', at: ctx.at };
  const outcome = applyExplainedWorkbook(tx, given, deps);
  if (!outcome.ok) return ctx.sayRefusal(outcome.refusal);
  ctx.takeButtonsOff(outcome.messageId);
  ctx.say(appliedMessage(outcome));
}

function pressOf<Carried extends object>({ ctx, carried }: Press<Carried>) {
  return { ...carried, accountId: ctx.account.id, at: ctx.at };
}
