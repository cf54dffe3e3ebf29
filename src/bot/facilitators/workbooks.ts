import { Composer } from 'grammy';
import type { Document } from 'grammy/types';
import {
  applyPreviewedWorkbook,
  cancelWorkbook,
  createPreviewedStudy,
  settleExpert,
} from '../../actions/preview-workbook.ts';
import { requestReading } from '../../actions/read-sent-workbook.ts';
import { requestStarterWorkbook } from '../../actions/send-starter-workbook.ts';
import {
  applyChangesButton,
  cancelWorkbookButton,
  createStudyButton,
  exampleButton,
  settleExpertButton,
  templateButton,
} from '../../messages/facilitators/buttons.ts';
import type { Starter } from '../../messages/facilitators/starter.ts';
import { appliedMessage, createdMessage } from '../../messages/facilitators/workbook-done.ts';
import { loadDialog } from '../../store/dialogs.ts';
import { html, plain } from '../../texts/i18n.ts';
import { workbookRefusalText } from '../../workbook/fault-text.ts';
import { MAX_WORKBOOK_BYTES } from '../../workbook/open-workbook.ts';
import type { BotContext, Dependencies } from '../context.ts';
import { jobKey } from './job-key.ts';
import { takeButtonsOff } from './pressed-message.ts';
import { onPress, type Press, showInPlace } from './presses.ts';

/** Workbooks out (`/template`, `/example`) and in: a sent file is read, previewed, and carried out by a press. */
export function workbooksFeature(deps: Dependencies): Composer<BotContext> {
  const feature = new Composer<BotContext>();
  sendsStarters(feature, deps);
  takesWorkbooks(feature, deps);
  carriesOutPreviews(feature, deps);
  return feature;
}

function sendsStarters(feature: Composer<BotContext>, { wakeJobs }: Dependencies): void {
  const send = (ctx: BotContext, starter: Starter) => {
    ctx.run((tx) => {
      const key = jobKey(ctx, starter);
      requestStarterWorkbook(tx, { key, accountId: ctx.account.id, starter, at: ctx.at });
    });
    wakeJobs();
  };
  feature.command('template', (ctx) => send(ctx, 'template'));
  feature.command('example', (ctx) => send(ctx, 'example'));
  feature.callbackQuery(templateButton.pattern, (ctx) => send(ctx, 'template'));
  feature.callbackQuery(exampleButton.pattern, (ctx) => send(ctx, 'example'));
}

function takesWorkbooks(feature: Composer<BotContext>, { db, wakeJobs }: Dependencies): void {
  feature.on('message:document', (ctx) => {
    const { document } = ctx.message;
    ctx.run((tx) => {
      if ((document.file_size ?? 0) > MAX_WORKBOOK_BYTES) return refuseFile(ctx, 'tooLarge');
      if (isMedia(document)) return refuseFile(ctx, 'notWorkbook');
      const key = jobKey(ctx, 'read-workbook');
      requestReading(tx, { key, accountId: ctx.account.id, fileId: document.file_id, at: ctx.at });
    });
    wakeJobs();
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
    takeButtonsOff(press.ctx, press.tx);
    press.ctx.say(createdMessage(outcome.draft));
  });
  onPress(feature, applyChangesButton, (press) => {
    const outcome = applyPreviewedWorkbook(press.tx, pressOf(press), random);
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    takeButtonsOff(press.ctx, press.tx);
    press.ctx.say(appliedMessage(outcome));
  });
  onPress(feature, settleExpertButton, (press) => {
    showInPlace(press.ctx, settleExpert(press.tx, pressOf(press)));
  });
  onPress(feature, cancelWorkbookButton, (press) => {
    const outcome = cancelWorkbook(press.tx, pressOf(press));
    if (!outcome.ok) return press.ctx.alert(outcome.refusal);
    takeButtonsOff(press.ctx, press.tx);
    press.ctx.acknowledge(plain('facilitator.workbook.cancelled'));
  });
}

function pressOf<Name extends string>({ ctx, numbers }: Press<Name>) {
  return { ...numbers, accountId: ctx.account.id, at: ctx.at };
}
