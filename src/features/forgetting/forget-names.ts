import { isAnonymous } from '../../domain/anonymity.ts';
import { forgettingDueAt, forgettingNoticeAt, lettersGivenUpBefore } from '../../domain/forgetting.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { endDialog } from '../../store/dialogs.ts';
import { logEvent } from '../../store/events.ts';
import { type Expert, loadExpert, markLeft } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  countLetters,
  countWritten,
  insertForgetting,
  isForgettingAsked,
  loadForgettings,
} from '../../store/forgettings.ts';
import { queueJob } from '../../store/jobs.ts';
import { queueMessage } from '../../store/outbox.ts';
import { endPreview, insertPreview } from '../../store/previews.ts';
import { loadNamed } from '../../store/rosters.ts';
import {
  loadFinishedUnforgotten,
  loadStudyFacilitators,
  needStudy,
  type Study,
} from '../../store/studies.ts';
import { letGoOfCard } from '../leaving/leave-study.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadOwnPreview } from '../studies/shown-preview.ts';
import {
  type ExpertForgetting,
  expertForgottenMessage,
  forgottenCard,
  type StudyForgetting,
} from './forget-message.ts';

interface Asked {
  readonly accountId: number;
  readonly at: Date;
}

/** What the preview of a removal keeps. */
interface ForgetArgs {
  readonly expertId: number | null;
}

/** Prepares the removal of all names of a study that has ended, to be shown. */
export function prepareStudyForgetting(
  tx: Transaction,
  study: Study,
  { accountId, at }: Asked,
): Outcome<{ forgetting: StudyForgetting }> {
  const blocked = whatBlocks(tx, study, at);
  if (blocked) return blocked;
  const previewId = insertForgettingPreview(tx, study.id, null, { accountId, at });
  const experts = loadNamed(tx, study.id).length;
  const { undelivered } = countLetters(tx, study.id, lettersGivenUpBefore(at));
  const { id: studyId, title } = study;
  return {
    ok: true,
    forgetting: { previewId, studyId, title, experts, undelivered, ...countWritten(tx, studyId) },
  };
}

/** Experts of a study whose names are still known: those too who left, or whom a workbook took off. */
export function listForgettable(
  tx: Transaction,
  asked: { studyId: number; accountId: number },
): Outcome<{ study: Study; experts: { expertId: number; name: string }[] }> {
  const found = studyOf(tx, asked.accountId, asked.studyId);
  if (!found.ok) return found;
  if (found.study.forgottenAt) return refuse({ code: 'study.forgotten' });
  const begun = new Set(loadForgettings(tx, asked.studyId).map(({ expertId }) => expertId));
  if (begun.has(null)) return refuse({ code: 'forget.asked' });
  const experts = loadNamed(tx, asked.studyId).filter(({ expertId }) => !begun.has(expertId));
  return { ok: true, study: found.study, experts };
}

/** Prepares the removal of one expert's name, to be shown. */
export function prepareExpertForgetting(
  tx: Transaction,
  asked: Asked & { expertId: number },
): Outcome<{ forgetting: ExpertForgetting }> {
  const expert = loadExpert(tx, asked.expertId);
  if (!expert || expert.forgotten) return refuse({ code: 'expert.gone' });
  const found = studyOf(tx, asked.accountId, expert.studyId);
  if (!found.ok) return found;
  const { id: studyId, title, state, anonymity } = found.study;
  if (isForgettingAsked(tx, studyId, expert.id)) return refuse({ code: 'forget.asked' });
  return {
    ok: true,
    forgetting: {
      previewId: insertForgettingPreview(tx, studyId, expert.id, asked),
      ...{ studyId, title, name: expert.name },
      running: state !== 'finished',
      anonymous: isAnonymous(anonymity),
    },
  };
}

function insertForgettingPreview(
  tx: Transaction,
  studyId: number,
  expertId: number | null,
  { accountId, at: createdAt }: Asked,
): number {
  const args: ForgetArgs = { expertId };
  return insertPreview(tx, { accountId, studyId, kind: 'forget', args, createdAt });
}

/**
 * Begins the removal that was shown: the job goes on from here. An expert of a running study leaves it at once, with
 * the answers kept, and is told before the account goes.
 */
export function forgetPreviewed(tx: Transaction, press: Asked & { previewId: number }): Outcome {
  const shown = loadOwnPreview(tx, press, 'forget');
  if (!shown.ok) return shown;
  const { expertId } = shown.preview.args as ForgetArgs;
  const study = needStudy(tx, shown.preview.studyId!);
  const { accountId, at } = press;
  if (expertId === null) {
    const blocked = whatBlocks(tx, study, at);
    if (blocked) return blocked;
  } else {
    const expert = loadExpert(tx, expertId);
    if (!expert || expert.forgotten) return refuse({ code: 'expert.gone' });
    if (isForgettingAsked(tx, study.id, expertId)) return refuse({ code: 'forget.asked' });
    if (study.state !== 'finished') letGo(tx, expert, study, at);
  }
  endPreview(tx, press.previewId, 'done');
  beginForgetting(tx, { studyId: study.id, expertId, accountId, at });
  return { ok: true };
}

/** Gives up a removal that was shown. */
export function cancelForgetting(tx: Transaction, press: { previewId: number; accountId: number }): Outcome {
  const shown = loadOwnPreview(tx, press, 'forget');
  if (shown.ok) endPreview(tx, press.previewId, 'cancelled');
  return shown;
}

function letGo(tx: Transaction, expert: Expert, study: Study, at: Date): void {
  letGoOfCard(tx, expert, forgottenCard(), at);
  markLeft(tx, expert.id, at);
  if (expert.accountId === null || expert.removedAt) return;
  endDialog(tx, expert.accountId);
  queueMessage(tx, {
    kind: 'reply',
    key: `forgotten:${expert.id}:${at.getTime()}`,
    accountId: expert.accountId,
    at,
    args: { message: expertForgottenMessage(study) },
  });
}

function beginForgetting(
  tx: Transaction,
  asked: { studyId: number; expertId: number | null; accountId: number | null; at: Date },
): void {
  const { studyId, expertId, accountId, at } = asked;
  const forgettingId = insertForgetting(tx, { studyId, expertId, accountId, askedAt: at });
  logEvent(tx, {
    ...{ studyId, at, actor: accountId === null ? 'program' : 'facilitator', accountId },
    kind: expertId === null ? 'study.forgettingBegun' : 'expert.forgettingBegun',
  });
  queueJob(tx, {
    ...{ key: `forget:${forgettingId}`, kind: 'forget', accountId, studyId, createdAt: at },
    args: { forgettingId },
  });
}

function whatBlocks(tx: Transaction, study: Study, at: Date): ReturnType<typeof refuse> | null {
  if (study.forgottenAt) return refuse({ code: 'study.forgotten' });
  if (study.state !== 'finished') return refuse({ code: 'forget.notFinished' });
  if (isForgettingAsked(tx, study.id, null)) return refuse({ code: 'forget.asked' });
  const { underWay } = countLetters(tx, study.id, lettersGivenUpBefore(at));
  return underWay > 0 ? refuse({ code: 'forget.letters', letters: underWay }) : null;
}

/**
 * Begins the removal of names that has come due, once no letter of the study is on its way any more, and tells its
 * facilitators a week before.
 *
 * @returns whether a job was queued, and whether somebody is to be told
 */
export function forgetDueStudies(tx: Transaction, at: Date): { queued: boolean; told: boolean } {
  let queued = false;
  let told = false;
  for (const study of loadFinishedUnforgotten(tx)) {
    const due = forgettingDueAt(study);
    if (!due) continue;
    if (at >= due && whatBlocks(tx, study, at) === null) {
      beginForgetting(tx, { studyId: study.id, expertId: null, accountId: null, at });
      queued = true;
    } else if (at < due && at >= forgettingNoticeAt(study.finishedAt!, due)) {
      told = tellSoon(tx, study.id, at) || told;
    }
  }
  return { queued, told };
}

function tellSoon(tx: Transaction, studyId: number, at: Date): boolean {
  const queued = loadStudyFacilitators(tx, studyId).map((accountId) => {
    const key = `forgetting-soon:${studyId}:${accountId}`;
    return queueMessage(tx, { kind: 'forgetting-soon', key, accountId, at, args: { studyId } });
  });
  return queued.includes(true);
}
