import { setImmediate as nextTurn } from 'node:timers/promises';
import { foldDigits } from '../../domain/digits.ts';
import type { Surroundings } from '../../domain/quiet-hours.ts';
import { type Outcome, type Refusal, refuse } from '../../domain/refusals.ts';
import { seenText } from '../../domain/seen-text.ts';
import { parseWhen } from '../../domain/when.ts';
import type { AskedJob } from '../../jobs/job-kind.ts';
import { endProgress, replyToJob } from '../../jobs/reply.ts';
import type { Message } from '../../messages/message.ts';
import type { Database, Transaction } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import { queueMessage } from '../../store/outbox.ts';
import { countItemsEver } from '../../store/panels.ts';
import { loadRounds, type Round } from '../../store/rounds.ts';
import { needStudy, type Study } from '../../store/studies.ts';
import { html } from '../../texts/i18n.ts';
import { refusalText } from '../../texts/refusal-text.ts';
import { languageSpoken } from '../../texts/speaking.ts';
import { composeSummary, composeSummaryPart, planSummary } from '../judging/compose-summary.ts';
import { isLarge, queueScreen } from '../studies/screens.ts';
import { prepareFinish } from './finish-study.ts';
import { prepareOpening } from './open-round.ts';
import { finishPreviewMessage } from './round-previews-message.ts';
import { roundScreens } from './round-screens.ts';

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

/** What a command is answered, from the study as it stands; nothing: a job that was queued will answer. */
export function answerVerdictCommand(
  tx: Transaction,
  request: VerdictRequest,
  surroundings: Surroundings,
): Message[] {
  switch (request.command) {
    case 'open':
      return answerOpen(tx, request, surroundings);
    case 'finish':
      return [answerFinish(tx, request)];
    case 'summary':
      return answerSummary(tx, request, surroundings);
  }
}

/** So many items judged by panels are told of within some milliseconds. */
const TOLD_AT_ONCE = 2000;

/**
 * Whether a command cannot be answered at once: a round of the study is closed and its verdicts are still being
 * reckoned, or the answer tells of so much that presses would wait for it.
 */
export function mustWait(tx: Transaction, { command, study }: VerdictRequest): boolean {
  if (loadRounds(tx, study.id).some(({ state }) => state === 'closed')) return true;
  if (command !== 'summary') return false;
  const items = [...countItemsEver(tx, study.id).values()].reduce((sum, ever) => sum + ever, 0);
  return items > TOLD_AT_ONCE;
}

/** Puts a command off until the verdicts are there; the job says meanwhile that it is at work. */
export function answerLater(
  tx: Transaction,
  key: string,
  { command, study, accountId, text, at }: VerdictRequest,
): void {
  queueJob(tx, {
    ...{ key, kind: 'after-verdict', accountId, studyId: study.id, createdAt: at },
    args: { command, text },
  });
}

/** Prepares the answer to a command that was put off, and returns what writes it down. */
export async function prepareAnswer(
  db: Database,
  job: AskedJob,
  { now, quietHours, zone }: Surroundings & { now: () => Date },
): Promise<(tx: Transaction) => void> {
  const surroundings = { quietHours, zone };
  const { accountId, studyId } = job;
  if (accountId === null || studyId === null) return () => {};
  const command = job.args['command'] as VerdictCommand;
  const request = { command, accountId, text: String(job.args['text']) };
  if (command === 'summary') {
    const messages = await composeInParts(db, { ...request, study: needStudy(db, studyId) }, surroundings);
    return (tx) => replyInParts(tx, job, messages, now());
  }
  return (tx) => {
    const at = now();
    const asked = { ...request, study: needStudy(tx, studyId), at };
    replyInParts(tx, job, answerVerdictCommand(tx, asked, surroundings), at);
  };
}

function replyInParts(tx: Transaction, job: AskedJob, [first, ...more]: readonly Message[], at: Date): void {
  const { accountId } = job;
  if (accountId === null) return;
  if (!first) return endProgress(tx, job, at);
  replyToJob(tx, job, first, at);
  for (const [place, message] of more.entries()) {
    const args = { message, forFacilitator: true };
    queueMessage(tx, { kind: 'reply', key: `job:${job.id}:more:${place}`, accountId, at, args });
  }
}

function answerOpen(
  tx: Transaction,
  { study, accountId, text, at }: VerdictRequest,
  surroundings: Surroundings,
): Message[] {
  const read =
    seenText(text) === ''
      ? null
      : parseWhen(text, { now: at, zone: surroundings.zone, language: languageSpoken() });
  if (read && !read.ok) return [refused(read.refusal)];
  const prepared = prepareOpening(tx, { study, accountId, when: read?.when ?? null, at });
  if (!prepared.ok) return [refused(prepared.refusal)];
  const { previewId } = prepared;
  const numbers = { previewId, at: at.getTime() };
  if (!isLarge(tx, study.id)) return [roundScreens.opening(tx, study, numbers, surroundings)];
  const to = { key: `opening:${previewId}`, accountId, studyId: study.id, at };
  queueScreen(tx, { ...to, name: 'opening', messageId: null, numbers });
  return [];
}

function answerFinish(tx: Transaction, { study, accountId, at }: VerdictRequest): Message {
  const prepared = prepareFinish(tx, { study, accountId, at });
  return prepared.ok ? finishPreviewMessage({ ...study, ...prepared }) : refused(prepared.refusal);
}

function answerSummary(tx: Transaction, request: SummaryRequest, { zone }: Surroundings): Message[] {
  const asked = askedRound(tx, request);
  return asked.ok ? composeSummary(tx, asked.round.id, zone) : [refused(asked.refusal)];
}

/** The same, a message at a time. */
async function composeInParts(
  db: Database,
  request: SummaryRequest,
  { zone }: Surroundings,
): Promise<Message[]> {
  const asked = askedRound(db, request);
  if (!asked.ok) return [refused(asked.refusal)];
  const messages: Message[] = [];
  for (const part of await planSummary(db, asked.round.id)) {
    const message = composeSummaryPart(db, asked.round.id, part, { zone });
    if (message) messages.push(message);
    await nextTurn();
  }
  return messages;
}

type SummaryRequest = Pick<VerdictRequest, 'study' | 'text'>;

function askedRound(tx: Transaction, { study, text }: SummaryRequest): Outcome<{ round: Round }> {
  const judged = loadRounds(tx, study.id).filter(({ state }) => state === 'judged');
  const named = seenText(foldDigits(text));
  const last = judged.at(-1);
  if (!last) return refuse({ code: 'round.noneJudged' });
  const round = named === '' ? last : judged.find(({ number }) => String(number) === named);
  return round ? { ok: true, round } : refuse({ code: 'round.notJudged', rounds: last.number });
}

function refused(refusal: Refusal): Message {
  return { html: html('refusal.message', { text: refusalText(refusal) }) };
}
