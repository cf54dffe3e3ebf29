import { foldDigits } from '../domain/digits.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { Refusal } from '../domain/refusals.ts';
import { parseWhen } from '../domain/when.ts';
import type { Message } from '../messages/message.ts';
import { finishPreviewMessage, openingPreviewMessage } from '../messages/round-previews.ts';
import type { Transaction } from '../store/database.ts';
import { type Job, queueJob } from '../store/jobs.ts';
import { queueMessage } from '../store/outbox.ts';
import { loadRounds } from '../store/rounds.ts';
import { needStudy, type Study } from '../store/studies.ts';
import { html } from '../texts/i18n.ts';
import { refusalText } from '../texts/refusal-text.ts';
import { composeOpeningPreview } from './compose-round-previews.ts';
import { composeSummary, summaryParts } from './compose-summary.ts';
import { prepareFinish } from './finish-study.ts';
import { prepareOpening } from './open-round.ts';
import { replyToJob } from './reply-to-job.ts';

/** Commands whose answer hangs on the verdicts of the last closed round. */
export type VerdictCommand = 'open' | 'finish' | 'summary';

export interface VerdictRequest {
  readonly command: VerdictCommand;
  readonly study: Study;
  readonly accountId: number;
  /** What was typed behind the command. */
  readonly text: string;
  readonly at: Date;
}

interface Surroundings {
  readonly quietHours: QuietHours;
  readonly zone: string;
}

/** What a command is answered, from the study as it stands. */
export function answerVerdictCommand(
  tx: Transaction,
  request: VerdictRequest,
  surroundings: Surroundings,
): Message[] {
  switch (request.command) {
    case 'open':
      return [answerOpen(tx, request, surroundings)];
    case 'finish':
      return [answerFinish(tx, request)];
    case 'summary':
      return answerSummary(tx, request, surroundings);
  }
}

/** Whether a round of the study is closed and its verdicts are still being reckoned. */
export function awaitsVerdict(tx: Transaction, studyId: number): boolean {
  return loadRounds(tx, studyId).some(({ state }) => state === 'closed');
}

/** Puts a command off until the verdicts are there; the job says meanwhile that it is at work. */
export function putOff(
  tx: Transaction,
  key: string,
  { command, study, accountId, text, at }: VerdictRequest,
): void {
  queueJob(tx, {
    ...{ key, kind: 'after-verdict', accountId, studyId: study.id, createdAt: at },
    args: { command, text },
  });
}

/** Answers a command that was put off. */
export function answerPutOff(tx: Transaction, job: Job, at: Date, surroundings: Surroundings): void {
  const { accountId, studyId } = job;
  if (accountId === null || studyId === null) return;
  const study = needStudy(tx, studyId);
  const command = job.args['command'] as VerdictCommand;
  const request = { command, study, accountId, text: String(job.args['text']), at };
  const [first, ...more] = answerVerdictCommand(tx, request, surroundings);
  if (first) replyToJob(tx, job, first, at);
  for (const [place, message] of more.entries()) {
    queueMessage(tx, { kind: 'reply', key: `job:${job.id}:more:${place}`, accountId, at, args: { message } });
  }
}

function answerOpen(
  tx: Transaction,
  { study, accountId, text, at }: VerdictRequest,
  surroundings: Surroundings,
): Message {
  const read = text.trim() === '' ? null : parseWhen(text, { now: at, zone: surroundings.zone });
  if (read && !read.ok) return refused(read.refusal);
  const prepared = prepareOpening(tx, { study, accountId, when: read?.when ?? null, at });
  if (!prepared.ok) return refused(prepared.refusal);
  return openingPreviewMessage(composeOpeningPreview(tx, { study, ...prepared }, { at, ...surroundings }));
}

function answerFinish(tx: Transaction, { study, accountId, at }: VerdictRequest): Message {
  const prepared = prepareFinish(tx, { study, accountId, at });
  return prepared.ok ? finishPreviewMessage({ title: study.title, ...prepared }) : refused(prepared.refusal);
}

function answerSummary(tx: Transaction, { study, text }: VerdictRequest, { zone }: Surroundings): Message[] {
  const judged = loadRounds(tx, study.id).filter(({ state }) => state === 'judged');
  const named = foldDigits(text).trim();
  const last = judged.at(-1);
  if (!last) return [refused({ code: 'round.noneJudged' })];
  const round = named === '' ? last : judged.find(({ number }) => String(number) === named);
  if (!round) return [refused({ code: 'round.notJudged', rounds: last.number })];
  const parts = Array.from({ length: summaryParts(tx, round.id) }, (_, part) => part);
  return parts.flatMap((part) => composeSummary(tx, round.id, part, zone) ?? []);
}

function refused(refusal: Refusal): Message {
  return { html: html('refusal.message', { text: refusalText(refusal) }) };
}
