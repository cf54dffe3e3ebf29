import { quietEnd, type Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Message } from '../../messages/message.ts';
import { countAudiences, WHOLE_STUDY } from '../../store/audiences.ts';
import { loadLastEventAt, logEvent } from '../../store/events.ts';
import { type Expert, loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { countOpened, loadNotOpened, loadOpened } from '../../store/invited.ts';
import { queueMessage } from '../../store/outbox.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import { beginTelling, type TellNext } from '../studies/tell-in-parts.ts';
import { invitationReminder } from './consent-message.ts';
import { stateOf } from './list-experts.ts';
import { nudgePreviewMessage } from './nudge-message.ts';

/** An invitation that is still to be answered is not brought up again sooner. */
const ONCE_IN_MS = 24 * 60 * 60 * 1000;

/**
 * Experts who have neither joined nor declined: those whom the bot may write to, and those whom only the facilitator
 * can.
 */
interface Waiting {
  /** How many have opened the link, and not answered the consent. */
  readonly opened: number;
  /** By name. */
  readonly notOpened: readonly string[];
}

/** How many a reminder of the invitation would be about. */
export function countWaiting(tx: Transaction, studyId: number): number {
  return countAudiences(tx, studyId)(WHOLE_STUDY).missing;
}

/** Shows whom a reminder of the invitation would reach, and whom only the facilitator can write to. */
export function prepareNudge(
  tx: Transaction,
  request: Surroundings & { studyId: number; accountId: number; at: Date },
): Outcome<{ message: Message }> {
  const { studyId, accountId, at, quietHours, zone } = request;
  const found = studyOf(tx, accountId, studyId);
  if (!found.ok) return found;
  const planned = planNudge(tx, found.study, at);
  if (!planned.ok) return planned;
  const { opened, notOpened } = planned;
  const previewId = insertPreview(tx, { accountId, studyId, kind: 'invite', args: {}, createdAt: at });
  const goesOut = quietEnd(at, quietHours, zone);
  const message = nudgePreviewMessage({
    ...{ previewId, title: found.study.title, zone },
    ...{ opened, notOpened },
    waitsUntil: goesOut > at ? goesOut : null,
  });
  return { ok: true, message };
}

/** Reminds those who have opened their link and not answered, many in parts; in quiet hours at their end. */
export function sendNudge(
  tx: Transaction,
  press: Surroundings & { previewId: number; accountId: number; at: Date },
): Outcome<{ reminded: number }> {
  const shown = loadOwnPreview(tx, press, 'invite');
  if (!shown.ok) return shown;
  const study = needStudy(tx, shown.preview.studyId!);
  const { accountId, at, quietHours, zone } = press;
  const planned = planNudge(tx, study, at);
  if (!planned.ok) return planned;
  endPreview(tx, press.previewId, 'done');
  const { opened } = planned;
  const args = { notBefore: quietEnd(at, quietHours, zone).getTime() };
  beginTelling(tx, { studyId: study.id, kind: 'invitation-reminder', args, at }, nudgeNext);
  const details = { reminded: opened };
  logEvent(tx, { studyId: study.id, at, actor: 'facilitator', accountId, kind: 'study.nudged', details });
  return { ok: true, reminded: opened };
}

/** Queues the reminders of those who come next. */
export const nudgeNext: TellNext<'invitation-reminder'> = (tx, { studyId, args, at }, after, limit) => {
  const some = loadOpened(tx, studyId, after, limit);
  for (const { expertId, accountId } of some) {
    queueMessage(tx, {
      kind: 'invitation-reminder',
      key: `invitation-reminder:${expertId}:${accountId}:${at.getTime()}`,
      ...{ accountId, at, notBefore: new Date(args.notBefore), args: { expertId } },
    });
  }
  return some;
};

/** The reminder, as the invited expert reads it; null where it was answered, or the link is another one by now. */
export function composeInvitationReminder(
  tx: Transaction,
  expertId: number,
  accountId: number,
): Message | null {
  const expert = loadExpert(tx, expertId);
  if (!expert?.token || !isWaitingFor(expert) || expert.consentShownTo !== accountId) return null;
  const { title, state } = needStudy(tx, expert.studyId);
  return state === 'finished' ? null : invitationReminder({ name: expert.name, title }, expert.token);
}

function isWaitingFor(expert: Expert): boolean {
  return (
    stateOf({ ...expert, isUnreachable: false }) === 'notJoined' &&
    expert.removedAt === null &&
    !expert.forgotten
  );
}

function planNudge(tx: Transaction, study: Study, at: Date): Outcome<Waiting> {
  if (study.state === 'finished') return refuse({ code: 'study.finished' });
  const lastAt = loadLastEventAt(tx, study.id, 'study.nudged');
  if (lastAt && at.getTime() - lastAt.getTime() < ONCE_IN_MS) return refuse({ code: 'nudge.today' });
  const opened = countOpened(tx, study.id);
  const notOpened = loadNotOpened(tx, study.id);
  if (opened + notOpened.length === 0) return refuse({ code: 'nudge.nobody' });
  return { ok: true, opened, notOpened };
}
