import type { QuietHours } from '../../domain/quiet-hours.ts';
import type { RunInBackground } from '../../jobs/background.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { replyToJob, sendJobDocument } from '../../jobs/reply.ts';
import type { DownloadFile } from '../../messengers/download-file.ts';
import { loadAccount } from '../../store/accounts.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { html, plain } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { speaking } from '../../texts/speaking.ts';
import { faultText, warningText, workbookRefusalText } from '../../workbook/fault-text.ts';
import type { FormDraft } from '../../workbook/read-form.ts';
import type { WorkbookReading } from '../../workbook/read-workbook.ts';
import type { WorkbookFault } from '../../workbook/remark.ts';
import { MAX_WORKBOOK_BYTES, type WorkbookRefusal } from '../../workbook/unreadable-file.ts';
import { previewForm } from '../paper/preview-form.ts';
import { previewWorkbook } from './preview-workbook.ts';
import { type MessageWithList, workbookFaultsMessage } from './workbook-faults-message.ts';

/** Asks for a sent workbook to be read. */
export function requestReading(
  tx: Transaction,
  sent: { key: string; accountId: number; fileId: string; at: Date },
): void {
  const { key, accountId, fileId, at } = sent;
  queueJob(tx, { key, kind: 'read-workbook', accountId, studyId: null, args: { fileId }, createdAt: at });
}

/** The job `read-workbook`: downloads and reads a sent workbook, and answers with its faults or its preview. */
export async function readSentWorkbook(
  job: AskedJob,
  parts: {
    db: Database;
    now: () => Date;
    quietHours: QuietHours;
    zone: string;
    download: DownloadFile;
    run: RunInBackground;
    signal: AbortSignal;
  },
): Promise<((tx: Transaction) => void) | undefined> {
  const account = job.accountId === null ? undefined : loadAccount(parts.db, job.accountId);
  if (!account) return undefined;
  const limits = { mostBytes: MAX_WORKBOOK_BYTES, signal: parts.signal };
  const file = await parts.download(account.messenger, String(job.args['fileId']), limits);
  if (!file.ok) {
    const text = file.why === 'gone' ? plain('facilitator.workbook.fileGone') : workbookRefusalText(file.why);
    return (tx) => replyToJob(tx, job, { html: html('refusal.message', { text }) }, parts.now());
  }
  const { quietHours, zone } = parts;
  const opening = { at: parts.now(), quietHours, zone };
  const reading = await parts.run('read-workbook', { bytes: file.bytes, opening });
  return (tx) => answer(tx, job, reading, { accountId: account.id, at: parts.now(), zone: parts.zone });
}

function answer(
  tx: Transaction,
  job: AskedJob,
  reading: WorkbookReading | { readonly form: FormDraft },
  to: { accountId: number; at: Date; zone: string },
): void {
  if ('form' in reading) return answerForm(tx, job, reading.form, to);
  if ('refusal' in reading) return answerRefusal(tx, job, reading.refusal, to.at);
  speaking(reading.language, () => {
    const warnings = reading.warnings.map(warningText);
    if (!reading.ok) return sayFaults(tx, job, reading.faults, warnings, to.at);
    const preview = previewWorkbook(tx, { ...to, draft: reading.draft, warnings }, to.zone);
    return sayWithList(tx, job, preview, plain('facilitator.workbook.previewFile'), to.at);
  });
}

function sayFaults(
  tx: Transaction,
  job: AskedJob,
  faults: readonly WorkbookFault[],
  warnings: readonly string[],
  at: Date,
): void {
  const message = workbookFaultsMessage(faults.map(faultText), warnings);
  sayWithList(tx, job, message, plain('facilitator.workbook.faultsFile'), at);
}

/** A paper form that came back. */
function answerForm(
  tx: Transaction,
  job: AskedJob,
  form: FormDraft,
  { accountId, at }: { accountId: number; at: Date },
): void {
  const shown = previewForm(tx, { form, accountId, at });
  if (!shown.ok) {
    const text = refusalText(shown.refusal);
    return replyToJob(tx, job, { html: html('refusal.message', { text }) }, at);
  }
  if ('faults' in shown) return sayFaults(tx, job, shown.faults, [], at);
  sayWithList(tx, job, shown, plain('paper.previewFile'), at);
}

function answerRefusal(tx: Transaction, job: AskedJob, refusal: WorkbookRefusal, at: Date): void {
  const text = workbookRefusalText(refusal);
  replyToJob(tx, job, { html: html('refusal.message', { text }) }, at);
}

function sayWithList(
  tx: Transaction,
  job: AskedJob,
  { message, fileLines }: MessageWithList,
  fileName: string,
  at: Date,
): void {
  replyToJob(tx, job, message, at);
  if (!fileLines) return;
  const bytes = textFile(fileLines);
  const caption = html('facilitator.workbook.wholeList');
  sendJobDocument(tx, job, { name: `${fileName}.txt`, bytes, caption }, at);
}

/**
 * A list as a text file: UTF-8 with a BOM, which Windows' editors need to see Persian, and lines ended as they expect.
 */
function textFile(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}
