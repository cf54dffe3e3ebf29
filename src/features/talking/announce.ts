import { isQuiet, type SurroundingsAt } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { readAnnouncement } from '../../domain/written-texts.ts';
import type { Message } from '../../messages/message.ts';
import { insertAnnouncement, loadAnnouncement } from '../../store/announcements.ts';
import {
  countAudiences,
  loadAddressees,
  type Audience as Readers,
  WHOLE_STUDY,
} from '../../store/audiences.ts';
import { endDialog, startDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { queueMessage } from '../../store/outbox.ts';
import { loadPanel, loadPanels } from '../../store/panels.ts';
import { endPreview, insertPreview, loadPreview, updatePreview } from '../../store/previews.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { beginTelling, type TellNext } from '../studies/tell-in-parts.ts';
import { type Audience, announcementMessage, announcementPreviewMessage } from './announce-message.ts';

/** What the preview of an announcement keeps, so that the press sends what was shown. */
interface AnnouncementArgs {
  readonly text: string;
  /** Null: to all experts. */
  readonly panelId: number | null;
}

/** Waits for the text of an announcement. */
export function awaitAnnouncement(
  tx: Transaction,
  request: { study: Study; accountId: number; at: Date },
): void {
  const { study, accountId, at: startedAt } = request;
  startDialog(tx, { accountId, kind: 'announce', args: { studyId: study.id }, startedAt });
}

/** Prepares an announcement, to all experts at first, and shows it. */
export function prepareAnnouncement(
  tx: Transaction,
  request: { studyId: number; text: string; accountId: number },
  surroundings: SurroundingsAt,
): Outcome<{ message: Message; previewId: number }> {
  const { accountId, studyId } = request;
  const found = studyOf(tx, accountId, studyId);
  if (!found.ok) {
    endDialog(tx, accountId);
    return found;
  }
  const read = readAnnouncement(request.text);
  if (!read.ok) return read;
  endDialog(tx, accountId);
  if (recipientsOf(countAudiences(tx, studyId)(WHOLE_STUDY)) === 0)
    return refuse({ code: 'announce.nobody' });
  const args: AnnouncementArgs = { text: read.text, panelId: null };
  const createdAt = surroundings.at;
  const previewId = insertPreview(tx, { accountId, studyId, kind: 'announce', args, createdAt });
  const message = compose(tx, { previewId, study: found.study, args, page: 0 }, surroundings);
  return { ok: true, message, previewId };
}

/** Takes another text for an announcement that is shown and has not gone out. */
export function correctAnnouncement(
  tx: Transaction,
  correction: { previewId: number; text: string; accountId: number },
  surroundings: SurroundingsAt,
): Outcome<{ message: Message }> {
  const shown = loadShown(tx, correction);
  if (!shown.ok) return refuse({ code: 'text.sent' });
  const read = readAnnouncement(correction.text);
  if (!read.ok) return read;
  const args: AnnouncementArgs = { ...shown.args, text: read.text };
  const { previewId } = correction;
  updatePreview(tx, previewId, { args });
  return { ok: true, message: compose(tx, { previewId, study: shown.study, args, page: 0 }, surroundings) };
}

/** Shows another page of the panels that a previewed announcement may go to. */
export function turnAudiences(
  tx: Transaction,
  press: { previewId: number; page: number; accountId: number },
  surroundings: SurroundingsAt,
): Outcome<{ message: Message }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  return { ok: true, message: compose(tx, { ...press, ...shown }, surroundings) };
}

/** Chooses whom a previewed announcement goes to. @param press.panelId 0: all experts */
export function chooseAudience(
  tx: Transaction,
  press: { previewId: number; panelId: number; page: number; accountId: number },
  surroundings: SurroundingsAt,
): Outcome<{ message: Message }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const panel = press.panelId === 0 ? null : loadPanel(tx, press.panelId);
  if (panel === undefined || (panel && panel.studyId !== shown.study.id)) {
    return refuse({ code: 'preview.outdated' });
  }
  const args: AnnouncementArgs = { ...shown.args, panelId: panel?.id ?? null };
  updatePreview(tx, press.previewId, { args });
  return { ok: true, message: compose(tx, { ...press, study: shown.study, args }, surroundings) };
}

/** Sends what was shown: once to each expert who has joined; to a large audience in parts. */
export function sendAnnouncement(
  tx: Transaction,
  press: { previewId: number; accountId: number; at: Date },
): Outcome<{ recipients: number }> {
  const shown = loadShown(tx, press);
  if (!shown.ok) return shown;
  const { study, args } = shown;
  const { accountId, at } = press;
  const recipients = recipientsOf(countAudiences(tx, study.id)(args.panelId ?? WHOLE_STUDY));
  if (recipients === 0) return refuse({ code: 'announce.nobody' });
  endPreview(tx, press.previewId, 'done');
  const announcementId = insertAnnouncement(tx, { studyId: study.id, ...args, sentAt: at });
  const { panelId } = args;
  const telling = { studyId: study.id, kind: 'announcement', args: { announcementId, panelId }, at } as const;
  beginTelling(tx, telling, tellAnnouncement);
  logEvent(tx, {
    studyId: study.id,
    at,
    actor: 'facilitator',
    accountId,
    kind: 'study.announced',
    details: {
      text: args.text,
      recipients,
      ...(args.panelId === null ? {} : { panelId: args.panelId }),
    },
  });
  return { ok: true, recipients };
}

/** Queues an announcement to those who come next. */
export const tellAnnouncement: TellNext<'announcement'> = (tx, { studyId, args, at }, after, limit) => {
  const { announcementId, panelId } = args;
  const some = loadAddressees(tx, { studyId, panelId, joinedBy: at }, after, limit);
  for (const { expertId, accountId } of some) {
    queueMessage(tx, {
      kind: 'announcement',
      key: `announcement:${announcementId}:${expertId}`,
      ...{ accountId, at, args: { announcementId, expertId } },
    });
  }
  return some;
};

/** Gives up an announcement that was shown. */
export function cancelAnnouncement(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<object> {
  const preview = loadPreview(tx, press.previewId);
  if (!preview || preview.accountId !== press.accountId || preview.kind !== 'announce') {
    return refuse({ code: 'preview.gone' });
  }
  if (preview.state === 'done') return refuse({ code: 'preview.done' });
  endPreview(tx, press.previewId, 'cancelled');
  return { ok: true };
}

/** An announcement for one expert; null where the account is no longer the expert's, or the expert has left. */
export function composeAnnouncement(
  tx: Transaction,
  { announcementId, expertId }: { announcementId: number; expertId: number },
  accountId: number,
): Message | null {
  const announcement = loadAnnouncement(tx, announcementId);
  const expert = loadExpert(tx, expertId);
  if (!announcement || expert?.accountId !== accountId || expert.leftAt || expert.removedAt) return null;
  return announcementMessage({ title: needStudy(tx, announcement.studyId).title, text: announcement.text });
}

function compose(
  tx: Transaction,
  shown: { previewId: number; study: Study; args: AnnouncementArgs; page: number },
  { at, quietHours, zone }: SurroundingsAt,
): Message {
  const { previewId, study, args, page } = shown;
  return announcementPreviewMessage({
    previewId,
    title: study.title,
    text: args.text,
    audiences: loadAudiences(tx, study.id),
    chosenPanelId: args.panelId ?? 0,
    page,
    quiet: isQuiet(at, quietHours, zone),
  });
}

/** All experts first. */
function loadAudiences(tx: Transaction, studyId: number): Audience[] {
  const of = countAudiences(tx, studyId);
  const panels = loadPanels(tx, studyId).filter(({ removedAt }) => removedAt === null);
  return [{ id: WHOLE_STUDY, name: '' }, ...panels].map(({ id: panelId, name }) => {
    const readers = of(panelId);
    const { missing, unreachable } = readers;
    return { panelId, name, recipients: recipientsOf(readers), missing, unreachable };
  });
}

/** How many messages arrive; what is for the others waits until they let the bot in again. */
function recipientsOf({ joined, unreachable }: Readers): number {
  return joined - unreachable;
}

function loadShown(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<{ study: Study; args: AnnouncementArgs }> {
  const shown = loadOwnPreview(tx, press, 'announce');
  if (!shown.ok) return shown;
  return {
    ok: true,
    study: needStudy(tx, shown.preview.studyId!),
    args: shown.preview.args as AnnouncementArgs,
  };
}
