import { Composer } from 'grammy';
import type { Document } from 'grammy/types';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { onPress, type Press, showInPlace } from '../../bot/presses.ts';
import {
  applyChangesButton,
  cancelWorkbookButton,
  createStudyButton,
  exampleButton,
  settleExpertButton,
  templateButton,
} from '../../messages/buttons.ts';
import { loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { html, plain } from '../../texts/i18n.ts';
import { workbookRefusalText } from '../../workbook/fault-text.ts';
import { MAX_WORKBOOK_BYTES } from '../../workbook/open-workbook.ts';
import {
  applyPreviewedWorkbook,
  cancelWorkbook,
  createPreviewedStudy,
  settleExpert,
} from './preview-workbook.ts';
import { requestReading } from './read-sent-workbook.ts';
import { requestStarterWorkbook } from './send-starter-workbook.ts';
import type { Starter } from './starter-message.ts';
import { appliedMessage, createdMessage } from './workbook-done-message.ts';

/** Workbooks out (`/template`, `/example`) and in: a sent file is read, previewed, and carried out by a press. */
export function workbooksFeature(deps: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  sendsStarters(feature);
  takesWorkbooks(feature, deps);
  carriesOutPreviews(feature, deps);
  return feature;
}

function sendsStarters(feature: Composer<BotContext>): void {
  const send = (ctx: BotContext, tx: Transaction, starter: Starter) => {
    const key = ctx.jobKey(starter);
    requestStarterWorkbook(tx, { key, accountId: ctx.account.id, starter, at: ctx.at });
    ctx.jobWaits();
  };
  feature.command('template', (ctx) => ctx.run((tx) => send(ctx, tx, 'template')));
  feature.command('example', (ctx) => ctx.run((tx) => send(ctx, tx, 'example')));
  onPress(feature, templateButton, ({ ctx, tx }) => send(ctx, tx, 'template'));
  onPress(feature, exampleButton, ({ ctx, tx }) => send(ctx, tx, 'example'));
}

function takesWorkbooks(feature: Composer<BotContext>, { db }: Dependencies): void {
  feature.on('message:document', (ctx) => {
    const { document } = ctx.message;
    ctx.run((tx) => {
      if ((document.file_size ?? 0) > MAX_WORKBOOK_BYTES) return refuseFile(ctx, 'tooLarge');
      if (isMedia(document)) return refuseFile(ctx, 'notWorkbook');
      const key = ctx.jobKey('read-workbook');
      requestReading(tx, { key, accountId: ctx.account.id, fileId: document.file_id, at: ctx.at });
      ctx.jobWaits();
    });
  });
  feature.on(
    ['message:photo', 'message:video', 'message:animation', 'message:audio', 'message:voice'],
    (ctx, next) => {
      // A text is waited for: whoever waits says so.
      if (loadDialog(db, ctx.account.id)) return next();
      return ctx.run(() => refuseFile(ctx, 'notWorkbook', ctx.message.media_group_id));
    },
  );
}

/**
 * A picture, a film or a sound sent as a file. All else is downloaded and known by its first bytes: messengers and
 * people lose the endings of names.
 */
function isMedia({ file_name: name = '', mime_type: type = '' }: Document): boolean {
  return /^(image|video|audio)\//.test(type) && !/\.xls\w?$/i.test(name.trim());
}

/** @param album the pictures of one album, each a message, are refused once */
function refuseFile(ctx: BotContext, refusal: 'tooLarge' | 'notWorkbook', album?: string): void {
  const message = { html: html('refusal.message', { text: workbookRefusalText(refusal) }) };
  ctx.say(message, album === undefined ? {} : { once: `album:${album}` });
}

function carriesOutPreviews(feature: Composer<BotContext>, { newToken, randomBelow }: Dependencies): void {
  const random = { newToken, randomBelow };
  onPress(feature, createStudyButton, (press) => {
    const outcome = createPreviewedStudy(press.tx, pressOf(press), random);
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    press.ctx.takeButtonsOff();
    press.ctx.say(createdMessage(outcome.draft));
  });
  onPress(feature, applyChangesButton, (press) => {
    const outcome = applyPreviewedWorkbook(press.tx, pressOf(press), random);
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    press.ctx.takeButtonsOff();
    press.ctx.say(appliedMessage(outcome));
  });
  onPress(feature, settleExpertButton, (press) => {
    showInPlace(press.ctx, settleExpert(press.tx, pressOf(press)));
  });
  onPress(feature, cancelWorkbookButton, (press) => {
    const outcome = cancelWorkbook(press.tx, pressOf(press));
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    press.ctx.takeButtonsOff();
    press.ctx.acknowledge(plain('facilitator.workbook.cancelled'));
  });
}

function pressOf<Carried extends object>({ ctx, carried }: Press<Carried>) {
  return { ...carried, accountId: ctx.account.id, at: ctx.at };
}
