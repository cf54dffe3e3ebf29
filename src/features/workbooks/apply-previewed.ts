import { type Outcome, refuse } from '../../domain/refusals.ts';
import { isStillWaitedFor, readDeviationReason } from '../../domain/written-texts.ts';
import type { Message } from '../../messages/message.ts';
import { type Dialog, endDialog, startDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview } from '../../store/previews.ts';
import { changedPartLines } from '../../workbook/change-text.ts';
import { whyChangedMessage } from './apply-message.ts';
import { applyWorkbook } from './apply-workbook.ts';
import { isAskedWhy } from './asked-why.ts';
import type { RandomSources } from './create-study.ts';
import { type Comparison, loadApplicable, type PreviewPress } from './preview-workbook.ts';

/** What a press on «اعمال تغییرات» came to: the change is applied, or its reason is asked for (already). */
type ApplyStep =
  | { readonly step: 'applied'; readonly studyId: number; readonly deviations: number }
  | { readonly step: 'asked'; readonly message: Message }
  | { readonly step: 'waiting' };

/** Applies a previewed workbook to its study; what departs from the locked protocol only once its reason is written. */
export function applyPreviewedWorkbook(
  tx: Transaction,
  press: PreviewPress & { readonly messageId: number },
  random: RandomSources,
): Outcome<ApplyStep> {
  const ready = loadApplicable(tx, press);
  if (!ready.ok) return ready;
  const { deviations } = ready.comparison.change;
  if (deviations.length === 0) return { ok: true, step: 'applied', ...apply(tx, press, ready, random, null) };
  if (isAskedWhy(tx, press)) return { ok: true, step: 'waiting' };
  const { accountId, at, previewId, messageId } = press;
  startDialog(tx, { accountId, kind: 'why-changed', args: { previewId, messageId }, startedAt: at });
  const { title } = ready.comparison.study;
  return {
    ok: true,
    step: 'asked',
    message: whyChangedMessage({ title, deviations: changedPartLines(deviations), startedAt: at }),
  };
}

/**
 * Applies a previewed workbook whose reason is written. A text that is no reason is waited for still; where the preview
 * holds no more, nothing is.
 *
 * @returns `messageId`: of the preview
 */
export function applyExplainedWorkbook(
  tx: Transaction,
  given: { readonly dialog: Dialog; readonly text: string; readonly at: Date },
  random: RandomSources,
): Outcome<{ studyId: number; deviations: number; messageId: number }> {
  const { dialog, at } = given;
  const { accountId } = dialog;
  const press = { previewId: Number(dialog.args['previewId']), accountId, at };
  const ready = isStillWaitedFor(dialog.startedAt, at)
    ? loadApplicable(tx, press)
    : refuse({ code: 'deviation.late' });
  if (!ready.ok) {
    endDialog(tx, accountId);
    return ready;
  }
  const read = readDeviationReason(given.text);
  if (!read.ok) return read;
  endDialog(tx, accountId);
  const messageId = Number(dialog.args['messageId']);
  return { ok: true, messageId, ...apply(tx, press, ready, random, read.text) };
}

function apply(
  tx: Transaction,
  press: PreviewPress,
  { comparison }: { readonly comparison: Comparison },
  random: RandomSources,
  reason: string | null,
): { studyId: number; deviations: number } {
  endPreview(tx, press.previewId, 'done');
  applyWorkbook(tx, { ...press, ...comparison, random, reason });
  return { studyId: comparison.study.id, deviations: comparison.change.deviations.length };
}
