import { quietUntil, type SurroundingsAt } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import type { AskedJob, JobTools } from '../../jobs/job-kind.ts';
import { replyToJob } from '../../jobs/reply.ts';
import type { Message } from '../../messages/message.ts';
import { loadAccount, type Messenger } from '../../store/accounts.ts';
import { countAudiences, loadAddressees, WHOLE_STUDY } from '../../store/audiences.ts';
import {
  type BriefingMedium,
  insertBriefing,
  loadBriefing,
  saveBriefingFile,
} from '../../store/briefings.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { deleteFile, insertFile, loadFile } from '../../store/files.ts';
import { queueJob } from '../../store/jobs.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { beginTelling, type TellNext } from '../studies/tell-in-parts.ts';
import { briefingPreviewMessage } from './briefing-message.ts';
import { queueBriefing } from './tell-briefing.ts';

/** What a facilitator sent as the orientation. */
export interface SentBriefing {
  readonly medium: BriefingMedium;
  /** The text, or what stands below a file. */
  readonly text: string;
  /** Null: of a text there is none. */
  readonly file: { readonly id: string; readonly name: string; readonly bytes: number } | null;
}

/** What its preview keeps: a file's bytes stand in `files` until it is decided. */
interface BriefingArgs {
  readonly medium: BriefingMedium;
  readonly text: string;
  readonly fileName: string;
  readonly messenger: Messenger;
  readonly sentFileId: string | null;
  readonly keptFileId: number | null;
}

/** What a bot may download, and the largest orientation. */
const MOST_BYTES = 20 * 1024 * 1024;
const LONGEST_TEXT = 3000;
/** Below a file, beside the study's title. */
const LONGEST_CAPTION = 800;

/** Waits for the orientation. */
export function awaitBriefing(
  tx: Transaction,
  request: { study: Study; accountId: number; at: Date },
): Outcome<{ isFirst: boolean }> {
  const { study, accountId, at } = request;
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  startDialog(tx, { accountId, kind: 'briefing', args: { studyId: study.id }, startedAt: at });
  return { ok: true, isFirst: loadBriefing(tx, study.id) === undefined };
}

/** Takes what was sent for the orientation of a study: a text is shown at once, a file is fetched first. */
export function takeBriefing(
  tx: Transaction,
  sent: SentBriefing & { studyId: number; accountId: number; key: string },
  surroundings: SurroundingsAt,
): Outcome<{ message: Message | null }> {
  const { accountId, studyId, file, medium } = sent;
  const found = studyOf(tx, accountId, studyId);
  if (!found.ok) {
    endDialog(tx, accountId);
    return found;
  }
  const limit = file ? LONGEST_CAPTION : LONGEST_TEXT;
  const text = seenText(sent.text);
  if (!file && text === '') return refuse({ code: 'briefing.unsupported' });
  if (text.length > limit) return refuse({ code: 'briefing.tooLong', limit });
  if (file && file.bytes > MOST_BYTES) return refuse({ code: 'briefing.tooLarge' });
  endDialog(tx, accountId);
  const { messenger } = loadAccount(tx, accountId)!;
  if (!file) {
    const args = { medium, text, fileName: '', messenger, sentFileId: null, keptFileId: null };
    return { ok: true, message: preview(tx, found.study, accountId, args, surroundings) };
  }
  queueJob(tx, {
    ...{ key: sent.key, kind: 'read-briefing', accountId, studyId, createdAt: surroundings.at },
    args: { medium, text, fileId: file.id, fileName: file.name },
  });
  return { ok: true, message: null };
}

/**
 * The job `read-briefing`: fetches a file where another messenger will need its bytes, for its name there is nobody's
 * here, and shows what would be sent.
 */
export async function readBriefing(
  job: AskedJob,
  tools: Pick<JobTools, 'db' | 'now' | 'zone' | 'quietHours' | 'download' | 'botNames'>,
  signal: AbortSignal,
): Promise<((tx: Transaction) => void) | undefined> {
  const { db, now, quietHours, zone } = tools;
  const account = job.accountId === null ? undefined : loadAccount(db, job.accountId);
  if (!account || job.studyId === null) return undefined;
  const { medium, text, fileId, fileName } = job.args as Record<string, string>;
  const isAlone = Object.keys(tools.botNames()).length < 2;
  const limits = { mostBytes: MOST_BYTES, signal };
  const file = isAlone ? null : await tools.download(account.messenger, fileId!, limits);
  if (file && !file.ok) {
    const code = file.why === 'gone' ? 'briefing.gone' : 'briefing.tooLarge';
    return (tx) =>
      replyToJob(tx, job, { html: html('refusal.message', { text: refusalText({ code }) }) }, now());
  }
  return (tx) => {
    const at = now();
    const args: BriefingArgs = {
      ...{ medium: medium as BriefingMedium, text: text!, fileName: fileName! },
      ...{ messenger: account.messenger, sentFileId: fileId! },
      keptFileId: file && insertFile(tx, { name: fileName!, bytes: file.bytes, createdAt: at }),
    };
    const study = needStudy(tx, job.studyId!);
    replyToJob(tx, job, preview(tx, study, account.id, args, { at, quietHours, zone }), at);
  };
}

function preview(
  tx: Transaction,
  study: Study,
  accountId: number,
  args: BriefingArgs,
  { at, quietHours, zone }: SurroundingsAt,
): Message {
  const previewId = insertPreview(tx, {
    ...{ accountId, studyId: study.id, kind: 'briefing', args, createdAt: at },
  });
  const { experts, joined } = countAudiences(tx, study.id)(WHOLE_STUDY);
  return briefingPreviewMessage({
    ...{ previewId, title: study.title, medium: args.medium, text: args.text, fileName: args.fileName },
    ...{ joined, later: experts - joined },
    replaces: loadBriefing(tx, study.id) !== undefined,
    quietUntil: quietUntil(at, quietHours, zone),
    zone,
  });
}

/** Sends what was shown: to each expert who has joined, to many in parts; to later ones when they do. */
export function sendBriefing(
  tx: Transaction,
  press: { previewId: number; accountId: number } & SurroundingsAt,
): Outcome<{ joined: number }> {
  const shown = loadOwnPreview(tx, press, 'briefing');
  if (!shown.ok) return shown;
  const { accountId, at } = press;
  const study = needStudy(tx, shown.preview.studyId!);
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const { messenger, sentFileId, keptFileId, ...briefing } = shown.preview.args as BriefingArgs;
  endPreview(tx, press.previewId, 'done');
  const bytes = keptFileId === null ? null : (loadFile(tx, keptFileId)?.bytes ?? null);
  if (keptFileId !== null) deleteFile(tx, keptFileId);
  const briefingId = insertBriefing(tx, { studyId: study.id, ...briefing, bytes, sentAt: at });
  if (sentFileId !== null) saveBriefingFile(tx, briefingId, messenger, sentFileId);
  const { joined } = countAudiences(tx, study.id)(WHOLE_STUDY);
  beginTelling(tx, { studyId: study.id, kind: 'briefing', args: { briefingId }, at }, tellBriefing);
  logEvent(tx, {
    ...{ studyId: study.id, at, actor: 'facilitator', accountId, kind: 'study.briefed' },
    details: { medium: briefing.medium, recipients: joined },
  });
  return { ok: true, joined };
}

/** Queues an orientation to those who come next; none where another has taken its place. */
export const tellBriefing: TellNext<'briefing'> = (tx, { studyId, args, at }, after, limit) => {
  if (loadBriefing(tx, studyId)?.id !== args.briefingId) return [];
  const some = loadAddressees(tx, { studyId, panelId: null, joinedBy: at }, after, limit);
  for (const addressee of some) queueBriefing(tx, args.briefingId, addressee, { at, atOnce: false });
  return some;
};

/** Gives up an orientation that was shown. */
export function cancelBriefing(tx: Transaction, press: { previewId: number; accountId: number }): Outcome {
  const shown = loadOwnPreview(tx, press, 'briefing');
  if (!shown.ok) return shown;
  const { keptFileId } = shown.preview.args as BriefingArgs;
  if (keptFileId !== null) deleteFile(tx, keptFileId);
  endPreview(tx, press.previewId, 'cancelled');
  return { ok: true };
}
